# Import of patients, appointments and stock from tables: what is said of a file, of its columns and of a row.
import-title = Import
import-sentence = Patients, appointments or stock from another program, as a table (CSV). The file is shown first; nothing is written before you confirm.
import-what = What the file holds
import-patients = Patients
import-patients-detail = Who they are and how they are reached; nothing clinical
import-appointments = Appointments
import-appointments-detail = Those that are to come, of patients who are registered already
import-stock = Stock
import-stock-detail = Lots with their vials, of products that are entered already
import-file = File
import-file-hint = CSV or text, at most { $most } MB and { $rows } rows; the first row names the columns. UTF-8, Unicode text and Windows-1252 are read; comma, semicolon, tab or bar between columns.
import-look = Look at the file
import-file-missing = Choose a file.
import-kind-missing = Choose what the file holds.
import-not-read = The file was not taken.
import-choose-again = Nothing was written. Choose the file again after correcting it: a browser does not keep it.
import-came-in-broken = What was sent came in broken. Choose the file and send it again.

import-columns = Columns that are understood
import-columns-sentence = The first row may name a column as it stands here, in capitals or small letters, with or without accents, spaces and signs; or as it is usual in Spanish, French, German, Italian, Portuguese or Chinese. Other columns are not read.
import-column = Column
import-column-holds = What stands in it
import-column-headings = Also understood
import-column-needed = needed
import-column-one-of = one of these: { $columns }
import-template = Template for { $what ->
    [patients] patients
    [appointments] appointments
   *[stock] stock
} (CSV)
import-template-sentence = It has the columns and one example row: put your rows in its place.

import-field-number = Patient number
import-field-family-name = Family name
import-field-given-names = Given names
import-field-full-name = Full name
import-field-birth-date = Date of birth
import-field-phone = Phone
import-field-email = Email
import-field-address = Address
import-field-language = Language
import-field-note = Note
import-field-day = Day
import-field-time = Time
import-field-minutes = Minutes
import-field-end = End
import-field-kind = Kind
import-field-room = Room
import-field-person = Person
import-field-product = Product
import-field-lot = Lot
import-field-expires-on = Expiry
import-field-quantity = Quantity
import-field-supplier = Supplier
import-field-unit-price = Unit price

import-patients-number = The clinic's own number; empty: the next free one
import-patients-family-name = At least one name in each row
import-patients-given-names = At least one name in each row
import-patients-full-name = Family name, comma, given names; where the names have no columns of their own
import-patients-birth-date = A day with a year of four digits; empty: not known
import-patients-phone = As it is dialled; several with a semicolon or a slash between them
import-patients-email = One address
import-patients-address = Street, postal code and town in one column
import-patients-language = Code of what the patient reads, as en or es; empty: the clinic's
import-patients-note = What the front desk has to know; nothing clinical
import-appointments-number = Number of a patient who is registered
import-appointments-day = A day with a year of four digits, today or later
import-appointments-time = When it begins: 9:30, 09:30, 9h30, 2:05 pm
import-appointments-minutes = How long it lasts; empty: until the end, or 30 minutes where that is empty, too
import-appointments-end = When it ends; used where the minutes are empty
import-appointments-kind = consultation, session, review or follow-up; empty: consultation
import-appointments-room = Name of a room of this clinic
import-appointments-person = Name or sign-in name of somebody who works here
import-appointments-note = For the agenda
import-stock-product = Name of a product that is entered under Stock
import-stock-lot = Lot number as it stands on the package
import-stock-expires-on = A day with a year of four digits
import-stock-quantity = Vials on the shelf, a whole number of 1 or more
import-stock-supplier = Where they came from
import-stock-unit-price = Price of one vial, as 12.50 or 12,50; empty: not known

import-preview = Preview of the import
import-preview-sentence = { $file }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
}, read as { $kind ->
    [patients] patients
    [appointments] appointments
   *[stock] stock
}. Nothing has been written yet.
import-unnamed = The file
import-new = New
import-present = There already
import-wrong = Cannot be taken
import-state-new = new
import-state-present = there already
import-state-wrong = cannot be taken
import-line = Line
import-state = State
import-how = How the file was read
import-encoding = Letters
import-encoding-utf8 = UTF-8
import-encoding-utf16 = Unicode text (UTF-16)
import-encoding-latin1 = Windows-1252: look at names with accents
import-delimiter = Between columns
import-delimiter-tab = Tab
import-delimiter-semicolon = Semicolon
import-delimiter-comma = Comma
import-delimiter-bar = Bar
import-days = Days
import-days-day-first = Day, month, year: 03/04 is 3 April; a day that begins with its year is read as year, month, day
import-days-month-first = Month, day, year: 03/04 is 4 March; a day that begins with its year is read as year, month, day
import-taken-for = Taken for
import-heading = In the file
import-heading-empty = (no heading)
import-column-not-read = not read
import-columns-all = All { $n } columns were recognized
import-columns-some = { $known } of { $n } columns were recognized
import-columns-not-read = { $n ->
    [one] One column is not read: { $columns }.
   *[other] { $n } columns are not read: { $columns }.
}
import-columns-not-read-do = What stands in them is not brought in. Where one should be, name it as the list of columns does and choose the file again.
import-new-sentence = Brought in when you confirm.
import-present-sentence = Passed over: nothing is written and nothing is changed.
import-wrong-sentence = Passed over. Correct them in the file and send the whole file again: rows that were brought in are then there already.
import-nothing-new = No row of this file is new.
import-nothing-new-do = There is nothing to bring in.
import-confirm-patients = { $n ->
    [one] Bring in 1 patient
   *[other] Bring in { $n } patients
}
import-confirm-appointments = { $n ->
    [one] Bring in 1 appointment
   *[other] Bring in { $n } appointments
}
import-confirm-stock = { $n ->
    [one] Bring in 1 lot
   *[other] Bring in { $n } lots
}
import-other-file = Choose another file
import-changed = The clinic's records changed since you looked at this file: other rows are new now. Nothing was written.
import-changed-do = Look at the rows as they stand now, then confirm.

import-done = Import finished
import-done-patients = { $n ->
    [0] No patient was brought in.
    [one] 1 patient was brought in.
   *[other] { $n } patients were brought in.
}
import-done-appointments = { $n ->
    [0] No appointment was brought in.
    [one] 1 appointment was brought in.
   *[other] { $n } appointments were brought in.
}
import-done-stock = { $n ->
    [0] No lot was brought in.
    [one] 1 lot was brought in.
   *[other] { $n } lots were brought in.
}
import-done-wrong = { $n ->
    [one] 1 row could not be taken.
   *[other] { $n } rows could not be taken.
}
import-done-wrong-do = Correct them in the file and send the whole file again: what was brought in is then passed over.
import-to-patients = To the patients
import-to-appointments = To the agenda
import-to-stock = To the stock
import-another = Import another file

# What is wrong with a file.
import-file-too-large = The file is larger than { $most } MB. Divide it into several files, each with the row of headings.
import-file-no-text = The file is no text: it may be a workbook (XLSX, ODS). Save it there as CSV and send that.
import-file-no-table = The file cannot be read as a table. Save it as CSV with one row per line and the same columns in each.
import-file-empty = The file has no rows below the headings. The first row names the columns; put the data below it.
import-too-many-rows = The file has more than { $most } rows. Divide it into several files, each with the row of headings.
import-column-twice = Two columns stand for the same field; the second is "{ $heading }". Remove one or give it another heading.
import-needs-name = There is no column with names. Name one "family name", "given names" or "full name".
import-needs-number = There is no column with patient numbers. Name it "number".
import-needs-day = There is no column with days. Name it "day".
import-needs-time = There is no column with times. Name it "time".
import-needs-room-or-person = There is no column with a room or a person. Name one "room" or "person".
import-needs-product = There is no column with products. Name it "product".
import-needs-lot = There is no column with lot numbers. Name it "lot".
import-needs-expiry = There is no column with expiry dates. Name it "expiry".
import-needs-quantity = There is no column with quantities. Name it "quantity".

# What is wrong with a row.
import-row-twice = Line { $line } of this file holds the same. Remove one of the two.
import-day-wrong = "{ $text }" is no day. Write it as 2026-03-12.
import-year-wrong = In "{ $text }" the year has no four digits. Write the day as 2026-03-12.
import-time-wrong = "{ $text }" is no time of day. Write it as 09:30.
import-number-wrong = "{ $text }" is no whole number of 0 or more.
import-price-wrong = "{ $text }" is no price. Write it as 12.50.
import-name-without-comma = In "{ $name }" it cannot be told which is the family name. Write "family name, given names", or use a column for each.
import-number-of-another = Number { $number } belongs to another patient here: neither name nor date of birth agrees. Correct the number or the row.
import-known-under-another-number = A patient of this name and date of birth is here under the number { $number }. Write that number into the row; a different person is registered by hand.
import-name-known = A patient of this name is here under the number { $number }, and without a date of birth it cannot be told whether it is the same person. Add the date of birth or the number.
import-appointment-without-number = The patient's number is missing.
import-no-such-patient = No patient here has the number "{ $number }". Import or register the patient first, or correct the number.
import-no-such-room = This clinic has no room "{ $text }". Write its name as it stands under Stock, Rooms, or enter the room there first.
import-no-such-person = Nobody of the name "{ $text }" works here. Write the name or the sign-in name as it stands under Administration, People.
import-no-such-product = There is no product "{ $text }". Enter it under Stock first, with what is in it, or write its name as it stands there.
import-appointment-kind = "{ $text }" is no kind of appointment. Write consultation, session, review or follow-up.
import-appointment-ends-early = The end is not after the beginning. Correct one of the two times.
import-appointment-past = It lies in the past. Only appointments that are to come are brought in.
import-appointment-taken = The room or the person has another appointment at this time. Choose another time, room or person.
import-appointment-taken-by-row = Line { $line } of this file takes the room or the person at the same time. Choose another time, room or person.
