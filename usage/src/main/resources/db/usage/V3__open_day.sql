-- Of each subject one day is open: the newest. What was counted on it is what usage has beyond closed_started and closed_ended; the days
-- before are in usage_day, and so is what comes late for one of them. So most rows of a commit are one, and a day is closed by one statement.
-- -1 where none is open.

ALTER TABLE subject ADD COLUMN day ${long} NOT NULL DEFAULT -1;

ALTER TABLE usage ADD COLUMN closed_started ${long} NOT NULL DEFAULT 0;

ALTER TABLE usage ADD COLUMN closed_ended ${long} NOT NULL DEFAULT 0;

UPDATE usage SET closed_started = started, closed_ended = ended;

-- A day that was closed by an import or an older version may be open again.
CREATE VIEW usage_by_day AS
SELECT subject_id, permission_id, denied, day, CAST(sum(started) AS ${long}) AS started, CAST(sum(ended) AS ${long}) AS ended
FROM (
    SELECT subject_id, permission_id, denied, day, started, ended FROM usage_day
    UNION ALL
    SELECT u.subject_id, u.permission_id, u.denied, s.day, u.started - u.closed_started, u.ended - u.closed_ended
    FROM usage u JOIN subject s ON s.id = u.subject_id
    WHERE u.started > u.closed_started OR u.ended > u.closed_ended
) counted
GROUP BY subject_id, permission_id, denied, day;
