## Stock: the door and its views

stock-title = Stock
stock-sentence = What is on the shelf, the soonest to expire first. A lot that has expired or is in quarantine cannot be chosen for use.
stock-views = Views of the stock
stock-view-shelf = Shelf
stock-view-vials = Opened vials
stock-view-recall = Recall
stock-view-clusters = Clusters
stock-view-rooms = Rooms and kits

stock-save = Save
stock-cancel = Cancel
stock-choose = Choose
stock-reason = Reason
stock-reason-title = Why it is changed
stock-reason-hint = Kept in the history with your name.
stock-note = Note
stock-note-hint = In quarantine: why, for example “cold chain broken” or “expired on arrival”.
stock-not-recorded = not recorded
stock-not-stated = not stated
stock-not-declared = Not declared
stock-nothing = nothing
stock-when = When
stock-what = What
stock-by = By
stock-day = Day
stock-where = Where
stock-newer = Newer
stock-older = Older
stock-unit-vials = Vials
stock-vials = { $n ->
    [one] { $n } vial
   *[other] { $n } vials
}
stock-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
stock-proposed = proposed
stock-invalid = { $n ->
    [one] One field cannot be taken as it is. What you typed is kept.
   *[other] { $n } fields cannot be taken as they are. What you typed is kept.
}
stock-stale = Somebody else changed this while you were working on it. Nothing of yours was saved.
stock-stale-do = What is stored now is shown; what you typed is still in the form. Compare, then save again.
stock-whole-number-wrong = Enter a whole number.
stock-too-long = Write at most { $most } characters.
stock-reason-missing = Say why.

stock-kept-as-typed = Kept as you type
stock-kept-refused = Not saved: signed out, or changed by somebody else; what you typed stays on this device
stock-kept-found = You typed this at { $time } and did not send it.
stock-kept-found-here = On this device there is something typed at { $time } that was not sent
stock-kept-forget = Give it up
stock-kept-restore = Restore it
stock-kept-discard = Discard it

## The shelf

stock-empty = No products yet
stock-empty-sentence = Enter what the labels of your vials say; then receive deliveries by lot. Mixtures are made from what is in stock.
stock-due = To do
stock-due-more = { $n } more
stock-lots = Lots
stock-lots-caption = Lots by expiry
stock-lots-empty = Nothing on the shelf
stock-lots-empty-sentence = The vials of a delivery are received by lot, with number and expiry.
stock-products = Products
stock-products-caption = Products
stock-product = Product
stock-lot = Lot
stock-expires = Expires
stock-on-shelf = On the shelf
stock-standing = State
stock-agents = Agents
stock-usable = Vials in date
stock-reorder-level = Reorder level
stock-no-level = none set
stock-product-in-stock = In stock
stock-product-not-for-injection = Not for injection
stock-product-retired = No longer ordered
stock-filter = Product or lot number
stock-filter-do = Filter
stock-filter-none = No lot holds this text.
stock-filter-all = Show all
stock-agent-not-in-knowledge = not in the knowledge
stock-composition-not-declared = composition not declared
stock-no-agents = no agents

stock-standing-usable = In date
stock-standing-empty = None left
stock-standing-expired = Expired
stock-standing-quarantined = In quarantine
stock-standing-expires-soon = { $n ->
    [0] Expires today
    [one] Expires tomorrow
   *[other] Expires in { $n } days
}

stock-due-lot = { $product }, lot { $number }
stock-due-vials = { $n ->
    [one] { $n } vial, last day of use { $day }
   *[other] { $n } vials, last day of use { $day }
}
stock-due-vial-until = Opened vial, to be discarded by { $time }
stock-due-vial-overdue = Discard it
stock-due-reorder = Order it
stock-due-reorder-detail = { $n ->
    [one] { $n } vial in date, reorder level { $level }
   *[other] { $n } vials in date, reorder level { $level }
}
stock-due-kit-item = { $thing }, in { $kit }
stock-due-expires-on = Last day of use { $day }
stock-due-out-of-range-detail = { $celsius } at { $time }
stock-due-last-read = Last read { $time }
stock-due-never-read = Never read
stock-due-not-read = Not read today

## A product

stock-product-add = New product
stock-product-change = Change
stock-product-form-sentence = As the label gives it. What the label does not say is left open and stays unknown.
stock-product-no-lots = No lot of it yet
stock-product-retire = Stop ordering it
stock-product-retire-question = It leaves the list of what is ordered. Its lots stay and can still be used.
stock-product-restore = Order it again
stock-product-restore-question = It returns to the list of what is ordered.
stock-label = Label
stock-label-for = Labelled for
stock-name = Name
stock-name-hint = As the label names it, with strength and volume.
stock-vial-volume = Volume of a vial
stock-vial-volume-range = 0.01 to 1000 mL
stock-vendor = Vendor
stock-agents-sentence = By name or alias, with the strength of the label in mg/mL or U/mL. A percentage alone is refused: it has been read in ways that differ tenfold. Left empty only for an agent that is measured by volume, such as platelet-rich plasma.
stock-agent-n = Agent { $n }
stock-strength-n = Strength { $n }
stock-agents-more = More lines
stock-composition = Composition declared
stock-composition-question = Does the label declare the whole active composition?
stock-composition-declared = Declared
stock-composition-blend = Not declared: a proprietary blend
stock-unknown-agents = Agents that the knowledge does not know
stock-unknown-agents-meant = They are meant as they are written
stock-unknown-agents-detail = A mixture with such an agent stays undecided until the medical director adds it to the knowledge.
stock-excipients = Excipients
stock-excipients-question = What does the label say of excipients?
stock-excipients-listed = Declared
stock-excipients-none = Declared: none
stock-excipients-which = Declared excipients
stock-excipients-hint = One in each line.
stock-excipients-missing = Write the declared excipients, or choose another answer above.
stock-excipients-unanswered = Choose what the label says of excipients.
stock-solution = Solution
stock-solution-sentence = From the label or the certificate. Left open: not stated.
stock-vehicle = Vehicle
stock-vehicle-question = Vehicle
stock-osmolality = Osmolality
stock-lawful = Lawful supply
stock-lawful-question = Is its supply lawful in this country?
stock-keeping = Keeping
stock-reorder-hint = When fewer vials in date are left, it is on the list of what to do.
stock-opened-hours = Use after opening
stock-opened-hours-hint = Left open: for one session.
stock-opened-one-session = one session
stock-stored-now = Stored now

stock-products-name-missing = Write the name as the label gives it.
stock-products-name-taken = There is a product of this name already. Add what tells them apart, for example the volume.
stock-products-agent-name-missing = Name the agent of this strength.
stock-products-agent-unknown = The knowledge does not know “{ $name }”. Correct it, or confirm below that it is meant so.
stock-products-agent-unknown-near = The knowledge does not know “{ $name }”. Did you mean “{ $near }”? Correct it, or confirm below that it is meant so.
stock-products-agents-missing = Name at least one agent, or choose that the composition is not declared.
stock-products-strength-wrong = { $why }
stock-products-composition-missing = Choose whether the label declares the whole active composition.
stock-products-label-missing = Choose what the label says it is for.
stock-products-label-refused = { $why }
stock-products-label-unreadable = This label cannot be read by the checks of a mixture. Look through its numbers.
stock-products-vehicle-unknown = Choose vehicles from the list.
stock-products-volume-wrong = Enter the volume of one vial, 0.01 to 1000 mL.
stock-products-reorder-wrong = Enter a whole number of vials, 0 or more.
stock-products-opened-hours-wrong = Enter 1 to { $most } hours, or leave it open.

## A delivery

stock-receive = Receive a delivery
stock-receive-sentence = One lot at a time, as its label gives it. More vials of a lot that is there already are added to it.
stock-receive-no-product = A delivery needs its product first.
stock-receive-do = Receive
stock-what-came = What came
stock-lot-number = Lot number
stock-lot-number-hint = As it is printed on the vial.
stock-expires-hint = Last day of use. A label with month and year: the last day of that month.
stock-quantity = Number of vials
stock-unit-price = Price of one vial
stock-price-hundredths = Price of one vial, in hundredths
stock-supplier = Supplier
stock-received-on = Received
stock-on-arrival = On arrival
stock-quarantine-question = Where do the vials go?
stock-quarantine-no = On the shelf
stock-quarantine-no-detail = They are in date and in order.
stock-quarantine-yes = Into quarantine
stock-quarantine-yes-detail = They have expired, or something is wrong with them. Nobody can choose them.
stock-product-missing = Choose the product.
stock-lot-number-missing = Write the lot number: a recall is found by it.
stock-lot-number-taken = This product has another lot of that number.
stock-expiry-missing = Enter the last day of use.
stock-expiry-impossible = This day cannot be an expiry. Look at the year.
stock-expiry-differs = This lot is in stock with another expiry. Look at the label; correct the lot first if that one is wrong.
stock-expired-on-arrival = It has expired. Send it back, or receive it into quarantine below with the reason.
stock-quantity-wrong = Enter the number of vials, 1 or more.
stock-price-wrong = Enter a price of 0 or more.

## A lot

stock-lot-title = Lot { $number }
stock-ledger = Ledger
stock-ledger-empty = No entries
stock-ledger-pages = Pages of the ledger
stock-ledger-here = { $first } to { $last } of { $all }
stock-ledger-received = Received
stock-ledger-used = Used in a session
stock-ledger-opened = Opened
stock-ledger-discarded = Discarded
stock-ledger-counted = Counted
stock-ledger-returned = Sent back
stock-ledger-incident = recorded with an incident
stock-history = History
stock-history-n = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
stock-entered = entered
stock-quarantined-since = In quarantine since
stock-quarantined-because = Reason of the quarantine
stock-quarantine-proven = Proven mycobacterial infection of a patient injected with this lot
stock-quarantine-cluster = Infections of { $n } patients injected with this lot
stock-stop-quarantined = This lot is in quarantine. It cannot be chosen for use.
stock-stop-expired = This lot has expired. It cannot be chosen for use.
stock-stop-expired-do = Discard the vials that are left, or send them back.
stock-below-zero = The ledger shows fewer than no vials: more were used than were received.
stock-below-zero-do = Look at the incidents in the ledger, then count the vials.

stock-open-vial = Open a vial
stock-open-vial-detail = For one patient; its clock starts
stock-open-vial-sentence = The vial leaves the shelf, and its clock starts. A vial that is opened in a session is written down there.
stock-vial-patient = Patient number
stock-vial-patient-hint = One vial, one patient.
stock-vial-patient-split = Left open: the vial is split between patients, as this clinic adopted.
stock-count = Count the vials
stock-count-detail = Compare with the shelf, adjust the ledger
stock-count-sentence = Count the vials on the shelf, opened ones left out. A difference becomes an entry of the ledger.
stock-count-do = Save the count
stock-counted-label = Vials counted
stock-count-note-hint = Needed where the count differs.
stock-count-note-missing = The count differs from the ledger. Say what is known about it.
stock-counted-wrong = Enter the number of vials, 0 or more.
stock-discard = Discard vials
stock-discard-detail = Expired, broken, spoilt
stock-discard-sentence = The vials leave the shelf for waste.
stock-discard-do = Discard them
stock-discard-hint = For example “expired” or “broken”.
stock-send-back = Send vials back
stock-send-back-detail = To the supplier
stock-send-back-sentence = The vials leave the shelf for the supplier.
stock-send-back-do = Send them back
stock-send-back-hint = For example “expired on arrival” or “recalled by the supplier”.
stock-quarantine = Quarantine the lot
stock-quarantine-detail = Nobody can choose it until the medical director lets it go
stock-quarantine-sentence = From now on nobody can choose this lot. Only the medical director lets it go. What was done with it stays recorded.
stock-quarantine-do = Put into quarantine
stock-quarantine-hint = What happened, and what is waited for.
stock-release = Let go from quarantine
stock-release-detail = It can be chosen for use again
stock-release-sentence = The lot can be chosen for use again, if it is in date. Its quarantine stays in the history.
stock-release-do = Let it go
stock-release-hint = What was found out, and by whom.
stock-correct = Correct the lot
stock-correct-detail = Number, expiry, supplier or price was mistyped
stock-correct-sentence = For what was mistyped. The earlier state stays in the history.
stock-more-than-there-are = Enter 1 to { $n }: so many are on the shelf.
stock-not-in-quarantine = This lot is not in quarantine.

stock-lot-in-quarantine = Lot { $lot } is in quarantine and cannot be chosen for use. Take another lot. If it was used already, record that with an incident.
stock-lot-expired = Lot { $lot } has expired and cannot be chosen for use. Take another lot. If it was used already, record that with an incident.
stock-too-few = Of lot { $lot } there are { $n } vials on the shelf. Take another lot, or count this one. If more were used already, record that with an incident.
stock-vials-below-zero = A session cannot take fewer than no vials.

## Opened vials

stock-vials-sentence = One vial, one patient. The clock runs from the opening; what is over its time is discarded.
stock-vials-split-sentence = This clinic splits vials between patients, as its director adopted: every patient of a vial is one cluster. The clock runs from the opening.
stock-vials-empty = No vial is open
stock-vials-empty-sentence = A vial is opened in a session, or here from the page of its lot.
stock-vial = Vial
stock-vial-for = For
stock-vial-opened = Opened
stock-vial-until = Use until
stock-vial-in-time = In time
stock-vial-discard = Discard
stock-vial-discarded = Discarded
stock-vial-one-patient = one patient
stock-vial-shared = split between patients
stock-patient-number = Patient { $number }
stock-vials-patient-missing = Enter the number of the patient: one vial, one patient.
stock-vials-patient-unknown = No patient of this clinic has this number.
stock-vials-already-discarded = This vial was discarded already.
stock-vials-thrown-away = This vial of lot { $lot } was discarded. Open another.
stock-vials-overdue = The time of this opened vial of lot { $lot } is over. Discard it and open another.
stock-vials-of-another-patient = This vial of lot { $lot } was opened for another patient. One vial, one patient: open another.

## Recall

stock-recall-do = Who got it
stock-recall-sentence = Find a lot, then who got it, where and when. That somebody looked is written into the audit trail.
stock-recall-search = Find a lot
stock-recall-search-hint = Lot number, product or supplier
stock-recall-search-do = Find
stock-recall-found = { $n ->
    [one] { $n } lot
   *[other] { $n } lots
}
stock-recall-none = No lot holds this text
stock-recall-none-sentence = Try a part of the number, or the product.
stock-recall-title = Recall of lot { $number }
stock-recall-page-sentence = Everybody who was injected with it, and the patients of the same vials. Adverse events since then stand beside.
stock-recall-csv = Save as CSV
stock-recall-patients = Patients
stock-recall-uses = Uses
stock-recall-shared = Vials shared by several patients
stock-recall-events = Adverse events of these patients
stock-recall-who = Who got it
stock-recall-since = Adverse events since
stock-recall-no-event = none recorded
stock-recall-nobody = Nobody got it
stock-recall-nobody-sentence = No session names this lot, and no vial of it was opened.
stock-recall-own-vial = own vial
stock-recall-shared-vial = { $name }, shared by { $n } patients
stock-recall-vial-n = vial { $n }
stock-recall-signed = Signed session
stock-recall-unsigned = Session not signed
stock-recall-abandoned = Session abandoned
stock-recall-no-session = Vial opened, no session recorded
stock-recall-state = Record
stock-recall-volume = Volume in mL
stock-patient = Patient
stock-patient-number-head = Patient number
stock-family-name = Family name
stock-given-names = Given names
stock-phone = Telephone
stock-room = Room
stock-injector = Injected by
stock-grade = grade { $n }
stock-other-event = Other event

## Clusters

stock-clusters-sentence = { $n ->
    [one] One event since { $day } was looked at: infections, serious events, and those not known to be mild.
   *[other] { $n } events since { $day } were looked at: infections, serious events, and those not known to be mild.
}
stock-clusters-none = No cluster
stock-clusters-none-sentence = No lot, vial, room or person is shared by patients with the same harm within the window. That does not show that there is none: how many events go unreported is not known.
stock-clusters-alerts = Infections
stock-clusters-similar = Similar events
stock-clusters-similar-sentence = The same event of several patients. A reason to look, not a finding: nothing is compared with what is expected.
stock-clusters-rule = The rule
stock-clusters-patients = Patients with the event
stock-clusters-patients-n = { $n } or more; one where mycobacteria are proven
stock-clusters-window = Injected within
stock-clusters-look-back = Sessions looked at before an event
stock-clusters-days = { $n } days
stock-clusters-over = Counted over
stock-clusters-units = Lot, vial, room, and the person who injected. Devices are not recorded.
stock-clusters-counted = The window runs by the day of injection, its last day included. Patients are counted, not reports. Where somebody said after which session an event came, that session counts; otherwise every session looked at before it.
stock-cluster-proven = Proven mycobacterial infection
stock-cluster-infections = Infections
stock-cluster-sentence = { $shared }: { $n } of { $all } patients treated between { $first } and { $last }
stock-cluster-similar = { $shared }: { $n } patients treated between { $first } and { $last }
stock-clusters-more = { $n } more of the least grave are not shown.
stock-cluster-lot = Lot { $number } of { $product }
stock-cluster-vial = One vial of lot { $number } of { $product }, opened { $time }
stock-cluster-room = { $name }
stock-cluster-person = Injected by { $name }
stock-cluster-onset = since { $day }
stock-cluster-reported = reported { $day }
stock-cluster-room-do = Look at water, surfaces and disinfection of the room before the next session in it.
stock-cluster-person-do = Look at technique and hand hygiene together with the person.

## Rooms

stock-rooms = Rooms
stock-rooms-sentence = What a session needs of its room today. It belongs to the room and the rota, never to a patient's file.
stock-rooms-empty = No rooms yet
stock-rooms-empty-sentence = Appointments and sessions are held in a room; its emergency kit is checked here. The administrator adds rooms.
stock-rooms-today = Today
stock-rooms-closed = { $n ->
    [one] { $n } closed room
   *[other] { $n } closed rooms
}
stock-room-add = Add a room
stock-room-name = Name of the room
stock-room-name-hint = As it stands on the door.
stock-room-sentence = Answers hold for today.
stock-room-closed = Closed
stock-room-close = Close the room
stock-room-close-question = Nobody can be booked into it or treated in it any more. What was done in it stays.
stock-room-reopen = Open the room again
stock-room-no-kit = No kit serves this room.
stock-room-staff-hint = What is asked of the staff holds for every open room.
stock-not-asked-today = not asked today
stock-answered-by = { $name }, { $time }
stock-emergency-kit = Emergency kit
stock-rooms-name-missing = Write the name of the room.
stock-rooms-name-taken = There is a room of this name already.
stock-rooms-answer-wrong = Choose yes, no or not known.

## Kits

stock-kit = Kit
stock-kits = Kits
stock-kits-empty = No kits yet
stock-kits-empty-sentence = An emergency kit is listed with the expiry of every thing in it. Without one that was checked, no session can start.
stock-kit-add = Add a kit
stock-kit-kind = What it is for
stock-kit-kind-missing = Choose what the kit is for.
stock-kit-room-wrong = Choose a room from the list.
stock-kit-emergency = Emergencies
stock-kit-hyaluronidase = Hyaluronidase
stock-kit-local-anaesthetic = Toxicity of local anaesthetics
stock-kit-session = Sessions
stock-kit-name = Name of the kit
stock-kit-name-hint = As it stands on it.
stock-kit-place = Where
stock-kit-everywhere = For every room
stock-kit-sentence = { $kind }. { $place }.
stock-kit-retired = No longer kept
stock-kit-retire = Take out of use
stock-kit-retire-question = It no longer counts for any room. Its checks stay recorded.
stock-kit-how = Yes where every required thing is there and in date, and somebody looked through the kit today.
stock-kit-checked-today = Complete and in date, checked { $time }
stock-kit-checked-before = Not checked today; last { $day }
stock-kit-incomplete = Not complete or not in date
stock-kit-unchecked = Not checked
stock-kit-never-checked = never
stock-kit-complete = Complete
stock-kit-next-expiry = Next expiry
stock-kit-last-check = Last check
stock-kit-no-expiry = no expiry
stock-kit-required = What an emergency kit holds
stock-kit-required-list = The whole list
stock-kit-all-there = All 12 required things are there and in date.
stock-kit-n-missing = { $n ->
    [one] One required thing is missing or has expired.
   *[other] { $n } required things are missing or have expired.
}
stock-kit-missing = Missing
stock-kit-not-required = Not in it; not required
stock-kit-in-date = In date
stock-kit-things = What is in it
stock-kit-thing = Thing
stock-kit-quantity = Number
stock-kit-empty = Nothing is in it
stock-kit-empty-sentence = Put in each thing with the expiry of its pack.
stock-kit-take-out = Take out
stock-kit-put-in = Put something in
stock-kit-put-in-do = Put it in
stock-kit-put-in-more = Put it in, then the next
stock-kit-put-in-sentence = With the expiry of its pack; the earliest, where packs differ.
stock-kit-item = Which thing of the list
stock-kit-item-other = Something else
stock-kit-thing-name = What the pack says
stock-kit-thing-name-hint = For example “Adrenaline 1 mg/mL, 1 mL”.
stock-kit-no-expiry-legend = No expiry
stock-kit-no-expiry-looked = I looked: the pack bears no expiry
stock-kit-check = Check the kit
stock-kit-check-question = Is everything there and in order?
stock-kit-check-yes = Complete
stock-kit-check-no = Not complete
stock-kit-check-hint = Not complete: what is missing, and what was done.
stock-kit-check-do = Save the check
stock-kit-log = Checks
stock-kits-name-missing = Write the name of the kit.
stock-kits-check-missing = Choose whether it is complete.
stock-kits-check-note-missing = Say what is missing.
stock-kits-item-unknown = Choose a thing from the list.
stock-kits-item-name-missing = Write what the pack says.
stock-kits-item-quantity-wrong = Enter 1 or more.
stock-kits-item-expiry-missing = Enter the last day of use, or say below that the pack bears none.
stock-kits-item-expiry-both = Either a last day of use, or none.
stock-kits-item-expired = It has expired. Put in one that is in date.

## Refrigerators

stock-refrigerator = Refrigerator
stock-refrigerators = Refrigerators
stock-refrigerators-empty = No refrigerators yet
stock-refrigerators-empty-sentence = Where cold products are kept, the temperature is read every day.
stock-refrigerator-add = Add a refrigerator
stock-refrigerator-name = Name of the refrigerator
stock-refrigerator-name-hint = As it stands on it.
stock-refrigerator-lowest = Lowest temperature
stock-refrigerator-highest = Highest temperature
stock-refrigerator-range = Range
stock-refrigerator-from-to = { $lowest } to { $highest }
stock-refrigerator-last = Last reading
stock-refrigerator-sentence = What is in it keeps at { $range }.
stock-refrigerator-retired = No longer in use
stock-refrigerator-end = No longer in use
stock-refrigerator-retire = Take out of use
stock-refrigerator-retire-question = It is no longer read. Its log stays.
stock-refrigerators-in-range = In range
stock-refrigerators-out-of-range = Out of range
stock-temperature = Temperature
stock-temperatures = Temperatures
stock-temperatures-empty = No temperature yet
stock-temperatures-empty-sentence = The first reading starts the log.
stock-temperature-read = Read the temperature
stock-temperature-log = Log
stock-temperature-note-hint = Out of range: what was done with what is in it.
stock-temperature-chart = { $n ->
    [one] One reading on { $from }: { $lowest }.
   *[other] { $n } readings from { $from } to { $to }: { $lowest } to { $highest }.
} { $out ->
    [0] None was out of range.
    [one] One was out of range.
   *[other] { $out } were out of range.
}
stock-refrigerators-name-missing = Write the name of the refrigerator.
stock-refrigerators-name-taken = There is a refrigerator of this name already.
stock-refrigerators-celsius-wrong = Enter a temperature from −90 to 60 °C.
stock-refrigerators-range-wrong = The highest temperature lies above the lowest.
stock-refrigerators-note-missing = This is out of range. Say what was done with what is in it.

## What was done

notice-stock-saved = Saved.
notice-stock-received = The delivery was received.
notice-stock-product-added = The product was added. Its deliveries are received by lot.
notice-stock-product-changed = The product was changed. Its earlier state is in the history.
notice-stock-counted = The count was saved.
notice-stock-discarded = The vials left the shelf.
notice-stock-sent-back = The vials left the shelf.
notice-stock-quarantined = The lot is in quarantine.
notice-stock-released = The lot can be chosen again.
notice-stock-corrected = The lot was corrected. Its earlier state is in the history.
notice-stock-vial-opened = The vial was opened; its clock runs.
notice-stock-vial-discarded = The vial was discarded.
notice-stock-room-added = The room was added.
notice-stock-room-answered = The answers were saved for today.
notice-stock-kit-added = The kit was added. Put in each thing with its expiry.
notice-stock-kit-put-in = It is in the kit.
notice-stock-kit-taken-out = It was taken out. Check the kit again when it is replaced.
notice-stock-kit-checked = The check was saved.
notice-stock-refrigerator-added = The refrigerator was added.
notice-stock-temperature-saved = The temperature was saved.
