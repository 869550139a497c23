-- Hardly any patient was merged into another. An index over all of them says that one value, "merged into nobody", is the usual
-- one, and is then not used where the few are looked for: the recall of a lot read every patient of the clinic for each one treated.
DROP INDEX patient_by_merge;
CREATE INDEX patient_by_merge ON patient (merged_into) WHERE merged_into IS NOT NULL;
