# Short names for what is done often; each line is what it runs. On Windows type the lines themselves.
.PHONY: run test test-all coverage check benchmarks

run:  ## the dashboard
	streamlit run app.py
test:  ## the quick tests: some minutes
	pytest
test-all:  ## everything that must pass, in an environment of its own
	.ci/run
coverage:  ## the lines that the quick tests do not run
	pytest --cov
check:  ## style and the shipped data
	ruff check . && ruff format --check . && python -m loaders check && python -m loaders changes
benchmarks:  ## ratios, each measured in one run
	python benchmarks/metrics.py && python benchmarks/growth.py && python benchmarks/sight.py
