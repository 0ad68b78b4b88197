SELECT indicator, topic, count(*) FILTER (figures > 0) AS reported_by FROM coverage GROUP BY indicator, topic
