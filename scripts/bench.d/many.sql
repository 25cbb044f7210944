-- 100,000 conversations of 100,000 customers with five messages each: what a
-- busy shop has after years. Words are drawn from a few, so that some are
-- everywhere; "parcel" and a number name one message of all.
PRAGMA synchronous = OFF;
BEGIN;
INSERT INTO accounts_user (id, username, name, email, role, is_active, date_joined)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
SELECT 1000 + i, 'bench' || i, 'Customer ' || i, 'customer' || i || '@example.com', 'customer', 1,
  '2026-01-01 00:00:00+00:00'
FROM n;
INSERT INTO support_conversation (id, conversation_id, user_id, assigned_agent_id, status, priority, language,
  agent_unread_count, last_message_at, last_message_id, last_message_text, waiting_since, created_at, updated_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
SELECT 1000 + i, printf('CONV-%012d', i), 1000 + i, iif(i % 3 = 0, NULL, 1),
  CASE WHEN i > 99000 THEN 'open' WHEN i > 98500 THEN 'pending' WHEN i % 4 = 0 THEN 'closed' ELSE 'resolved' END,
  CASE i % 20 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' WHEN 2 THEN 'low' ELSE 'normal' END,
  iif(i % 2 = 0, 'en', 'bn'), iif(i > 99500, 1, 0),
  strftime('%Y-%m-%d %H:%M:%S', '2026-01-01', '+' || (i * 4) || ' minutes') || '+00:00', 1000 + i * 5, 'Thank you',
  iif(i > 99500, strftime('%Y-%m-%d %H:%M:%S', '2026-01-01', '+' || (i * 4) || ' minutes') || '+00:00', NULL),
  '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00'
FROM n;
INSERT INTO support_message (id, conversation_id, sender_id, is_agent, message_type, content, created_at)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499999)
SELECT 1005 + i, 1001 + i / 5, iif(i % 2 = 0, 1001 + i / 5, NULL), i % 2, 'text',
  CASE i % 5
    WHEN 0 THEN 'Where is my order? I wait for the parcel ' || i || ' since Sunday.'
    WHEN 1 THEN 'Good morning, I shall look for it. What is the number?'
    WHEN 2 THEN 'আমার বইটি এখনও আসেনি, নম্বর ' || i || '।'
    WHEN 3 THEN 'It is on its way and comes tomorrow before noon.'
    ELSE 'Thank you, that is very kind.'
  END,
  strftime('%Y-%m-%d %H:%M:%S', '2026-01-01', '+' || (i / 5 * 4) || ' minutes') || '+00:00'
FROM n;
COMMIT;
ANALYZE;
