# Short names for what is done often; each line is what it runs. On Windows type the lines themselves.
.PHONY: run test quick check benchmarks

run:  ## the dashboard
	streamlit run app.py
test:  ## everything that must pass, in an environment of its own
	.ci/run
quick:  ## the rooms without pages and browser
	pytest tests/loaders tests/metrics tests/findings tests/words tests/charts tests/exports tests/api
check:  ## style and the shipped data
	ruff check . && ruff format --check . && python -m loaders check && python -m loaders changes
benchmarks:  ## ratios, each measured in one run
	python benchmarks/metrics.py && python benchmarks/growth.py
