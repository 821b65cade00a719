-- The working copy of what stands beside the form of a custom resource. The columns problem and missing hold nothing: their
-- texts follow from the others.
CREATE TABLE custom_resource_claim (
    claim TEXT NOT NULL,
    source TEXT NOT NULL,
    value TEXT NOT NULL,
    problem TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE custom_resource_text (
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    missing TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);
