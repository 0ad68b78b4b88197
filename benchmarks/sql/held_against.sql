WITH pairs AS (:pairs), comparability AS (:comparability), let_through AS (:let_through), verdicts AS (:verdicts)
:gaps
