-- Sees everything but secrets, and changes nothing.
ALTER TABLE iam_user ADD COLUMN auditor INTEGER NOT NULL DEFAULT 0 CHECK (auditor IN (0, 1));
