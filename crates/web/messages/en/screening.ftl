# Screening: verdict, findings, overrides and letters.

screening-title = Screening
screening-sentence = What the rules say of the procedure for this patient, today. Each mixture and each day are looked at again.
screening-print = For paper
screening-found = Findings
screening-cleared-findings = Cleared
screening-nothing-found = No rule for the procedure stands against it.
screening-undecided-rules = { $n ->
    [one] One rule cannot be decided yet
   *[other] { $n } rules cannot be decided yet
}
screening-undecided-cautions = { $n ->
    [one] One caution or note cannot be decided yet; it leaves the verdict as it is
   *[other] { $n } cautions and notes cannot be decided yet; they leave the verdict as it is
}
screening-questions = What could decide it
screening-answer-all = { $n ->
    [one] Answer it
   *[other] Answer all { $n }
}
screening-leaves-open = leaves { $rules } open
screening-answer = answer it
screening-answer-it = Answer what is missing
screening-means-eligible = No rule stands against it; the prescriber decides.
screening-means-caution = A prescriber clears each caution with a reason, or leaves it.
screening-means-defer = It waits until the named facts have changed.
screening-means-needs-specialist = A dated letter of the named specialist comes first.
screening-means-incomplete = Questions are open that could forbid it; nothing is signed before they are answered.
screening-means-excluded = Forbidden; only a corrected fact changes it.
screening-severity-absolute = Absolute
screening-severity-specialist = Specialist
screening-severity-defer = Defer
screening-severity-relative = Caution
screening-severity-information = Information
screening-undecided = Undecided
screening-undecided-sentence = { $n ->
    [one] { $title }: one answer is missing.
   *[other] { $title }: { $n } answers could decide it.
}
screening-cleared = Cleared
screening-cleared-by = cleared by { $name }
screening-cleared-until = cleared by { $name } until { $day }
screening-until = until { $day }

screening-rule = Rule
screening-about = Speaks of
screening-about-procedure = the procedure
screening-about-agent = an agent of the mixture
screening-about-technique = the technique
screening-about-zone = the zones
screening-about-operator = the person who prepares or injects
screening-about-kit = the kit
screening-about-mixture = the mixture
screening-facts = Facts
screening-fact-from = { $source }, { $day }
screening-fact-on = { $day }
screening-fact-stale = answered on { $day }, counts no longer
screening-why = Reason
screening-sources = Source
screening-confidence-cited = read in the source
screening-confidence-seed = stated in a source document
screening-confidence-derived = derived here
screening-confidence-memory-high = unverified: from memory, high confidence
screening-confidence-memory-medium = unverified: from memory, medium confidence
screening-confidence-memory-low = unverified: from memory, low confidence
screening-confidence-proposed = a default chosen here
screening-status = Status
screening-proposed = proposed: no medical director has confirmed it
screening-confirmed = confirmed
screening-confirmed-by = confirmed by { $name }
screening-until-what = Waits until
screening-specialist = Specialist
screening-change = What would change it
screening-who-clears = Who clears it
screening-clears-answer = an answer decides it
screening-clears-absolute = nobody: only a corrected fact changes it
screening-clears-specialist = a dated letter of the specialist, signed in by a prescriber
screening-clears-defer = nobody: a new fact is needed
screening-clears-relative = a prescriber, with a reason and an expiry
screening-clears-information = nothing to clear
screening-signed = { $name }, { $day }

screening-restrictions = For a person or a kit
screening-restrictions-sentence = These speak of who prepares or injects and of the material; the patient's verdict stays as it is.
screening-knowledge = Knowledge
screening-knowledge-version = Version
screening-adoption = Adoption
screening-adopted = adopted by { $name } on { $day }
screening-not-adopted = not adopted
screening-not-adopted-sentence = No medical director has adopted these rules; they restrict all the same, and only invented patients can be treated.
screening-worked-out = Worked out

screening-override = Override this caution
screening-override-of = Override
screening-override-reason-hint = What you weighed, in a sentence a colleague can follow.
screening-override-expires-hint = The last day on which it counts. Until then it carries over to each visit.
screening-enter-letter = Enter the specialist's letter
screening-specialist-hint = The rule names: { $named }.
screening-letter-from = Name of the specialist
screening-letter-dated = Date of the letter
screening-letter-expires-hint = Where one was agreed; otherwise it counts for a year from its date.
screening-letter-note = What it says
screening-letter-scan = Scan
screening-letter-scan-hint = PNG, JPEG or PDF, at most 20 MB.
screening-letter-of = Letter of { $name } ({ $specialist }) of { $day }
screening-reason = Reason
screening-expires = Counts until
screening-no-expiry = no day given
screening-signs = It is signed in the name of { $name }, prescriber.
screening-sign-override = Sign the override
screening-sign-letter = Sign the letter in
screening-nobody-clears = Nobody clears this
screening-nobody-clears-sentence = See what would change it.
screening-reason-missing = Write down the reason.
screening-text-too-long = At most { $n } characters.
screening-expiry-missing = Enter the last day on which it counts.
screening-expiry-past = This day has passed.
screening-specialist-missing = Enter which specialist wrote it.
screening-letter-from-missing = Enter who wrote it.
screening-letter-date-missing = Enter the date of the letter.
screening-scan-too-large = The scan is larger than 20 MB: scan it with a lower resolution.
screening-scan-wrong-kind = This is no PNG, JPEG or PDF.
screening-scan-damaged = This file is damaged or was cut off: scan or send it again.
screening-form-broken = The form came in broken or is too large; nothing was stored. Send it again.
screening-nothing-to-clear = The rule found nothing here: there is nothing to clear.
screening-clears-nothing = This clears nothing: { $reason }.
notice-screening-signed = Signed.

screening-signed-clearances = Overrides and letters
screening-what-was-signed = What was signed
screening-signed-by = Signed
screening-stands = Stands
screening-counts = counts
screening-of-the-plan = speaks of the mixture or the day: see the plan
screening-rejected = clears nothing
screening-taken-back = taken back
screening-scan = scan
screening-withdraw = Take it back
screening-withdraw-question = From now on it clears nothing. It stays to be read.
screening-withdraw-confirm = Take it back now
notice-screening-withdrawn = Taken back.

screening-credential-none = No credential is entered for you: what you sign is kept with that. An administrator can enter it.
screening-credential-not-covered = None of your credentials allows prescribing here today: nothing that you sign is taken. An administrator can enter a valid one.
