-- Queries over the records of a monthly run: `proforma run PLAN --by month --parquet records.parquet`.
-- They run in DuckDB as they stand. Other databases need only another first line.
CREATE OR REPLACE VIEW records AS SELECT * FROM 'records.parquet';

-- Revenue by year, the tracks side by side, in billions.
SELECT left(period, 4) AS year,
       round(sum(value) FILTER (track = 'aggressive') / 1e9, 2) AS aggressive,
       round(sum(value) FILTER (track = 'conservative') / 1e9, 2) AS conservative
FROM records
WHERE entity = '' AND line = 'revenue'
GROUP BY year
ORDER BY year;

-- The month with the least cash in each track.
SELECT track, min_by(period, value) AS month, round(min(value) / 1e6) AS cash_in_millions
FROM records
WHERE entity = '' AND line = 'cash' AND value IS NOT NULL
GROUP BY track
ORDER BY track;

-- What a month's revenue grew by over the same month of the year before.
SELECT track, period, value / lag(value, 12) OVER (PARTITION BY track ORDER BY period) - 1 AS growth
FROM records
WHERE entity = '' AND line = 'revenue'
QUALIFY growth IS NOT NULL
ORDER BY track, period;

-- Figures that have no value, and why.
SELECT line, reason, count(*) AS figures
FROM records
WHERE value IS NULL AND value_text IS NULL
GROUP BY line, reason
ORDER BY figures DESC, line;
