# The head and what is drawn on it.

scalp-from-front = From the front
scalp-from-top = From above
scalp-from-back = From behind
scalp-from-left = From the patient's left
scalp-from-right = From the patient's right
scalp-left = Left
scalp-right = Right
scalp-points-seen = { $seen } of { $all } points
scalp-no-point-seen = no point is seen from here
scalp-area-seen = the area of the passes
scalp-no-zone-seen = no treated zone is seen from here
scalp-drawn-front = The face looks at you: the patient's right is on the left of the picture.
scalp-drawn-top = The face is at the top: the patient's left is on the left of the picture.
scalp-drawn-back = The patient's left is on the left of the picture.
scalp-drawn-left = The face looks to the left of the picture.
scalp-drawn-right = The face looks to the right of the picture.
scalp-no-zone-sentence = No treated zone is seen from here.
scalp-zones-sentence = Treated zones: { $zones }.
scalp-dangers-sentence = Danger areas: { $areas }.
scalp-table-sentence = The table of points gives the same in words.
scalp-legend-point = a point of { $volume }; its area grows with the volume
scalp-legend-zone = treated zone, with its letter
scalp-legend-border = border of another zone
scalp-legend-danger = danger area: no point inside
scalp-legend-left-out = danger area: left out
scalp-note = Left and right are the patient's. The head is drawn, not measured: the scalp is half a sphere, and an artery's course varies. Find the place by the zone, by looking and by feeling.
