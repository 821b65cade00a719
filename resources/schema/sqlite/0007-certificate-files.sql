-- Files in the folder for certificates that are being written, or of certificates that were removed: after a crash they
-- tell which file is one too many.
CREATE TABLE certificate_file (
    folder TEXT NOT NULL,
    thumbprint TEXT NOT NULL,
    -- SHA-256 of the file, in hexadecimal: no other file is removed.
    digest TEXT NOT NULL,
    -- The database's own file: a copy of it has no say over the folder.
    database_file TEXT NOT NULL,
    PRIMARY KEY (folder, thumbprint)
);
