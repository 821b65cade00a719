-- That somebody who holds the encryption key saved the server as it is, where no secret of its own says so: sealed with that
-- key for what the row says. Empty: nobody did.
ALTER TABLE server ADD COLUMN proof TEXT COLLATE "C" NOT NULL DEFAULT '';
