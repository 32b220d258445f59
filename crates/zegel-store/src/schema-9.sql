-- Layout 9: the words of an entry and the salt of their digest stand beside its leaf, so that an act changes one page and not two. They
-- are all of `leaves` that is ever changed: erasing sets both to NULL.

ALTER TABLE leaves ADD COLUMN salt BLOB;
ALTER TABLE leaves ADD COLUMN detail TEXT;
UPDATE leaves SET (salt, detail) = (SELECT salt, detail FROM details WHERE details.seq = leaves.seq);
DROP TABLE details;
