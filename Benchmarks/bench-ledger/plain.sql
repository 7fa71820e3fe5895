-- What pgbench runs as the plain peer of bench-ledger: the same rows as prepared statements, one transaction each.
-- Made once:
--   CREATE TABLE transfer (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text NOT NULL UNIQUE, at bigint NOT NULL);
--   CREATE TABLE entry (seq bigint, leg bigint, account bigint, amount bigint NOT NULL, PRIMARY KEY (seq, leg));
--   CREATE INDEX ON entry (account, seq);
--   CREATE TABLE balance (account bigint PRIMARY KEY, sum bigint NOT NULL);
--   INSERT INTO balance SELECT n, 0 FROM generate_series(0, 100) AS n;
\set wallet random(1, 100)
\set amount random(100, 999)
BEGIN;
INSERT INTO transfer (key, at) VALUES (gen_random_uuid()::text, :amount) RETURNING seq \gset
INSERT INTO entry (seq, leg, account, amount) VALUES (:seq, 1, :wallet, :amount), (:seq, 2, 0, 0 - :amount);
UPDATE balance SET sum = sum + :amount WHERE account = :wallet;
UPDATE balance SET sum = sum - :amount WHERE account = 0;
COMMIT;
