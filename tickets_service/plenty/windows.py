"""The statements on the windows of the call budget. Each is one round trip, by the database's clock.

Every kind of call has a minute window, limited by assumption until an answer tells, and a day window that counts only
once an answer has named it. Its row is there from the beginning: a statement that waits for a lock sees changed rows,
but no new ones.

A window is *over* when its end has passed, *open* when an answer has told its limit and its end; in between, calls that
are to open it (probes) are under way. In the last second of a minute window (a twentieth of a shorter one) only half
as many calls are kept for people: they would wait no longer than that. The other half covers calls that are counted in
the next window because they arrive in it. A window is counted from before the call that opens it, so that it never
ends later here than there.
"""

from __future__ import annotations

from sqlalchemy import text

RESERVE = text("""
WITH locked AS MATERIALIZED (
    SELECT *, is_assumed AND scope LIKE '%/long' AS is_unnamed FROM call_budget
    WHERE scope = ANY(:scopes) ORDER BY scope FOR UPDATE
), seen AS (
    SELECT *, clock_timestamp() AS now, (resets_at IS NULL OR resets_at <= clock_timestamp()) AS is_over FROM locked
), judged AS (
    SELECT *,
        CASE WHEN is_unnamed THEN 1
             WHEN is_over THEN CAST(:probes AS bigint) ELSE calls_left END AS available,
        CASE WHEN is_unnamed OR CAST(:is_person AS boolean) THEN 0
             WHEN is_over OR NOT is_open THEN CAST(:probes AS bigint) - 1
             WHEN scope LIKE '%/long' THEN "limit" / :share_of_day
             WHEN now > resets_at - least(make_interval(secs => 1), (resets_at - opened_at) / 20)
             THEN greatest(1, "limit" / :share_for_people / 2)
             ELSE greatest(1, "limit" / :share_for_people) END AS kept,
        CAST(:is_backfill AS boolean) AND coalesce(sync_until > now, false) AS must_yield
    FROM seen
), granted AS (
    SELECT min(CASE WHEN is_unnamed THEN CAST(:together AS bigint) WHEN is_over OR NOT is_open THEN 1
                    ELSE greatest(1, least(CAST(:together AS bigint), (available - kept) / 20)) END) AS calls
    FROM judged
)
UPDATE call_budget b SET
    calls_left = CASE WHEN j.is_unnamed THEN b.calls_left ELSE j.available - g.calls END,
    is_open = b.is_open AND NOT j.is_over,
    resets_at = CASE WHEN j.is_over AND NOT j.is_unnamed
                     THEN j.now + make_interval(secs => :answer_within) ELSE j.resets_at END,
    sync_until = CASE WHEN CAST(:is_sync AS boolean)
                      THEN greatest(b.sync_until, j.now + make_interval(secs => :refresh_rests)) ELSE b.sync_until END
FROM judged j, granted g
WHERE b.scope = j.scope
  AND (SELECT bool_and(available > kept AND NOT must_yield AND coalesce(blocked_until <= now, true)) FROM judged)
RETURNING b.scope, b."limit", b.calls_left, b.is_open, j.now AS reserved_at, g.calls AS granted,
    CAST(coalesce(extract(epoch FROM b.resets_at - j.now), 'infinity') AS double precision) AS holds
""")

LEARN = text("""
UPDATE call_budget b SET
    "limit" = n.new_limit,
    higher_limit = CASE WHEN :limit > n.new_limit THEN :limit END,
    is_assumed = :is_assumed,
    calls_left = greatest(0, CASE WHEN n.was_open THEN least(b.calls_left, n.theirs)
                                  ELSE n.theirs - (:probes - b.calls_left - 1) END),
    opened_at = CASE WHEN n.was_open THEN b.opened_at ELSE CAST(:since AS timestamptz) END,
    resets_at = CASE WHEN n.was_open THEN b.resets_at
                     ELSE CAST(:since AS timestamptz) + make_interval(secs => :resets_in) END,
    is_open = true
FROM (
    SELECT scope, was_open, new_limit, :left - greatest(0, :limit - new_limit) AS theirs FROM (
        SELECT scope, is_open AS was_open,
            CASE WHEN is_assumed OR :limit < "limit" THEN CAST(:limit AS bigint)
                 WHEN NOT is_open AND higher_limit IS NOT NULL THEN CAST(:limit AS bigint)
                 ELSE "limit" END AS new_limit
        FROM call_budget
        WHERE scope = :scope AND NOT (is_open AND resets_at <= clock_timestamp()) FOR UPDATE
    ) AS locked
) AS n
WHERE b.scope = n.scope
""")
"""An answer that comes after its window is over says nothing of the next one, which a new call opens."""

OPEN_SCOPE = text("""
INSERT INTO call_budget (scope, "limit", calls_left, is_open, is_assumed)
VALUES (:scope, :limit, :calls_left, false, true) ON CONFLICT DO NOTHING
""")

GIVE_BACK = text("""
UPDATE call_budget SET calls_left = least(calls_left + 1, :probes) WHERE scope = ANY(:scopes) AND NOT is_open
""")

WAIT = text("""
SELECT
    coalesce(bool_or(NOT is_open AND calls_left <= :probes - 1 AND coalesce(blocked_until, '-infinity') <= now), false)
        AS is_probed,
    coalesce(max(extract(epoch FROM greatest(
        blocked_until,
        CASE WHEN CAST(:is_backfill AS boolean) THEN sync_until END,
        CASE WHEN NOT is_open OR resets_at <= now THEN now
             WHEN calls_left > kept_last AND calls_left <= kept AND released_at > now THEN released_at
             WHEN calls_left <= kept_last OR calls_left <= kept AND released_at IS NULL THEN resets_at END) - now)), 0)
        AS seconds
FROM (
    SELECT *, clock_timestamp() AS now,
        CASE WHEN CAST(:is_person AS boolean) THEN 0
             WHEN scope LIKE '%/long' THEN "limit" / :share_of_day
             ELSE greatest(1, "limit" / :share_for_people) END AS kept,
        CASE WHEN CAST(:is_person AS boolean) THEN 0
             ELSE greatest(1, "limit" / :share_for_people / 2) END AS kept_last,
        CASE WHEN scope NOT LIKE '%/long'
             THEN resets_at - least(make_interval(secs => 1), (resets_at - opened_at) / 20) END AS released_at
    FROM call_budget WHERE scope = ANY(:scopes) AND NOT (is_assumed AND scope LIKE '%/long')
) AS budget
""")

COME_BACK = text("""
UPDATE call_budget SET sync_until = greatest(sync_until, clock_timestamp() + make_interval(secs => :seconds))
WHERE scope = ANY(:scopes)
""")
"""A refresh that was told to wait is the first in the next window."""

BLOCK = text("""
UPDATE call_budget SET blocked_until = greatest(blocked_until, clock_timestamp() + make_interval(secs => :seconds))
WHERE scope = :scope
""")
