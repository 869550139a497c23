//! The pages of a session: what is missing is named, the second person sees nothing, one patient's session is nothing of another.

#[path = "../../../app/tests/it/session/scene.rs"]
#[allow(dead_code, reason = "the tests of the use cases take all of it")]
pub(crate) mod scene;

use anagen_app::session;
use anagen_records::people::Role;
use anagen_records::values::SessionId;

use self::scene::{Scene, VITALS};
use crate::browser::{Answer, Browser};
use crate::clinic::{On, PASSWORD, engines};

/// A browser of each of those who work on a session, and its address.
struct Team {
    injector: Browser,
    assistant: Browser,
    base: String,
}

impl Team {
    async fn of(scene: &Scene) -> Self {
        Self {
            injector: Browser::signed_in(&scene.clinic, Role::Injector).await,
            assistant: Browser::signed_in(&scene.clinic, Role::Assistant).await,
            base: format!("/patients/{}/sessions", scene.patient),
        }
    }

    /// Starts a session through the form; the address becomes that of the session.
    async fn start(&mut self, scene: &Scene) -> SessionId {
        let fields = [
            ("plan", scene.plan.to_string()),
            ("number", "1".to_owned()),
            ("room", scene.room.to_string()),
        ];
        let answer = send(&mut self.assistant, &format!("{}/start", self.base), &fields).await;
        let to = answer.is(303).leads_to().split('?').next().unwrap().to_owned();
        let id = to.rsplit('/').next().unwrap().parse().unwrap();
        self.base = to;
        id
    }

    /// Time-out and vital signs through the forms.
    async fn prepare_patient(&mut self, scene: &Scene, id: SessionId) {
        let desk = session::open(&scene.assistant, &scene.clinic.app, scene.patient, id)
            .await
            .unwrap();
        let items: Vec<_> = desk
            .duties
            .iter()
            .filter(|duty| duty.is_time_out)
            .map(|duty| ("item", duty.line.id.clone()))
            .collect();
        send(&mut self.assistant, &format!("{}/duties", self.base), &items)
            .await
            .is(303);
        let measured: Vec<_> = VITALS
            .iter()
            .map(|(fact, value)| (format!("m-{fact}"), value.split(' ').next().unwrap().to_owned()))
            .collect();
        let measured: Vec<_> = measured
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        send(&mut self.assistant, &format!("{}/measured", self.base), &measured)
            .await
            .is(303);
    }

    async fn choose_lots(&mut self, scene: &Scene) {
        let lots = [("lot", scene.minoxidil.to_string()), ("lot", scene.saline.to_string())];
        send(&mut self.assistant, &format!("{}/lots", self.base), &lots)
            .await
            .is(303);
    }

    /// What the first person enters.
    async fn mix(&mut self, scene: &Scene) -> Answer {
        let fields = [
            (format!("drawn-{}", scene.minoxidil), "0,57".to_owned()),
            (format!("vials-{}", scene.minoxidil), "1".to_owned()),
            (format!("drawn-{}", scene.saline), "2.28".to_owned()),
            (format!("vials-{}", scene.saline), "1".to_owned()),
            ("volume".to_owned(), "2.85".to_owned()),
        ];
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        send(&mut self.assistant, &format!("{}/mixture", self.base), &fields).await
    }

    /// What the second person enters.
    async fn check(&mut self, strength: &str, dose: &str) -> Answer {
        let fields = [
            ("volume", "2.85".to_owned()),
            ("strength-minoxidil", strength.to_owned()),
            ("dose-minoxidil", dose.to_owned()),
        ];
        send(&mut self.injector, &format!("{}/mixture/check", self.base), &fields).await
    }

    async fn chart(&mut self, edit: &str, chart: &str) -> Answer {
        let fields = [("edit", edit.to_owned()), ("chart", chart.to_owned())];
        send(&mut self.injector, &format!("{}/charting", self.base), &fields).await
    }
}

async fn send(browser: &mut Browser, path: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_session_goes_its_way_from_the_start_to_the_aftercare_sheet() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let mut team = Team::of(&scene).await;
        let list = team.base.clone();
        team.assistant
            .get(&list)
            .await
            .is(200)
            .shows("No session yet")
            .shows("Start a session");
        let id = team.start(&scene).await;
        // The page opens with everything that belongs to it, done or missing.
        let page = team.injector.get(&team.base).await;
        for item in [
            "Photographs",
            "Consent",
            "Questions of today",
            "Vital signs",
            "Time-out",
            "Lots",
            "Mixture check",
            "Notes",
        ] {
            page.is(200).shows(item);
        }
        page.shows("signed 20/03/2026").shows("0 of 4").shows("CI-17b");
        // No point before the gate: refused on the server, naming what is open.
        team.chart("0", "all")
            .await
            .is(422)
            .shows("No lot is chosen for Minoxidil 5 mg/mL.")
            .shows("The time-out is not complete: 4 open.")
            .shows("The mixture is not prepared and checked.");
        let n_points = "SELECT n_points FROM session WHERE id = $1";
        assert_eq!(scene.count(n_points, id).await, 0);

        team.prepare_patient(&scene, id).await;
        team.choose_lots(&scene).await;
        assert!(
            team.mix(&scene)
                .await
                .is(303)
                .leads_to()
                .ends_with("notice=session-prepared")
        );
        // The second person's page holds labels and agents, and no figure of the first.
        let check = format!("{}/mixture/check", team.base);
        let page = team.injector.get(&check).await;
        page.is(200)
            .shows("Minoxidil 5 mg/mL")
            .shows("MX-0417")
            .shows("Dr assistant prepared this mixture");
        for figure in ["0.57", "0,57", "2.28", "2.85"] {
            page.hides(figure);
        }
        let page = team.injector.get(&team.base).await;
        for figure in ["0.57", "2.28"] {
            page.hides(&format!(">{figure}<"));
        }
        team.assistant
            .get(&check)
            .await
            .is(200)
            .shows("Another person checks it")
            .hides("strength-minoxidil");

        assert!(
            team.check("10", "28.5")
                .await
                .is(303)
                .leads_to()
                .contains("checked=differs")
        );
        let page = team.injector.get(&format!("{}?checked=differs", team.base)).await;
        page.is(200)
            .shows("The two entries do not agree.")
            .shows("28.5")
            .shows("Begin a new attempt");
        team.injector
            .get(&format!("{}/label", team.base))
            .await
            .is(200)
            .shows("No label before the check");
        team.mix(&scene).await.is(303);
        assert!(
            team.check("1", "2.85")
                .await
                .is(303)
                .leads_to()
                .ends_with("notice=session-check-agrees")
        );
        let label = team.injector.get(&format!("{}/label", team.base)).await;
        label
            .is(200)
            .shows("Luis A-001 Moreno")
            .shows("born 03/02/1988")
            .shows("1\u{a0}mg/mL")
            .shows("NS-2203");
        label.shows("Checked by Dr injector.").shows("Discard after 11:00");

        team.injector
            .get(&format!("{}/charting", team.base))
            .await
            .is(200)
            .shows("session-chart.js");
        assert!(team.chart("0", "all").await.is(303).leads_to().ends_with("/charting"));
        // A stroke on an earlier state is not taken.
        team.chart("0", "zone:vertex")
            .await
            .is(409)
            .shows("Somebody else changed this");
        assert_eq!(scene.count(n_points, id).await, 57);
        let observation = format!("{}/observation", team.base);
        send(&mut team.injector, &observation, &[("end", "started".to_owned())])
            .await
            .is(303);
        scene.clinic.at("2026-04-06T08:31:00Z");
        // Half an hour without a touch locks the screens.
        for browser in [&mut team.injector, &mut team.assistant] {
            browser.post("/unlock", &[("password", PASSWORD)]).await.is(303);
        }
        let sign = format!("{}/sign", team.base);
        let password = [("version", "1".to_owned()), ("password", PASSWORD.to_owned())];
        send(&mut team.injector, &sign, &password)
            .await
            .is(422)
            .shows("The observation of 30 minutes is not written down.");
        send(&mut team.injector, &observation, &[("end", "ended".to_owned())])
            .await
            .is(303);
        let reactions = format!("{}/reactions", team.base);
        send(&mut team.injector, &reactions, &[("none", "yes".to_owned())])
            .await
            .is(303);
        let wrong = [("version", "1".to_owned()), ("password", "wrong".to_owned())];
        send(&mut team.injector, &sign, &wrong)
            .await
            .is(422)
            .shows("not the password");
        for _ in 0..2 {
            assert!(
                send(&mut team.injector, &sign, &password)
                    .await
                    .is(303)
                    .leads_to()
                    .ends_with("notice=session-signed")
            );
        }
        let page = team.injector.get(&team.base).await;
        page.is(200)
            .shows("Injected and signed: Dr injector")
            .shows("checked by two people")
            .shows("57 of 57 planned");
        team.injector
            .get(&list)
            .await
            .is(200)
            .shows("MX-0417, NS-2203")
            .shows("eligible");
        let sheet = team.assistant.get(&format!("{}/aftercare", team.base)).await;
        sheet
            .is(200)
            .shows("Do not wash your hair for 24 hours")
            .shows("The first hours after minoxidil");
        team.assistant
            .get(&format!("{}/aftercare?sheet=before", team.base))
            .await
            .is(200)
            .shows("Before your next treatment");
    }
}

#[tokio::test]
async fn a_session_in_another_patients_address_is_not_found_and_nothing_is_written() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.ready().await;
        let (other, _) = scene.another("A-002").await;
        let mut injector = Browser::signed_in(&scene.clinic, Role::Injector).await;
        let base = format!("/patients/{other}/sessions/{id}");
        let written = "SELECT count(*) FROM audit WHERE record = $1 AND action NOT LIKE 'session.open%'";
        let before = scene.count(written, id).await;
        for page in [
            "",
            "/charting",
            "/label",
            "/aftercare",
            "/mixture",
            "/mixture/check",
            "/record",
            "/amend",
        ] {
            injector
                .get(&format!("{base}{page}"))
                .await
                .is(404)
                .hides("MX-0417")
                .hides("0.57");
        }
        for form in [
            "/plan",
            "/duties",
            "/duties/take-back",
            "/measured",
            "/staff",
            "/lots",
            "/mixture",
            "/mixture/check",
            "/charting",
            "/observation",
            "/reactions",
            "/notes",
            "/sign",
            "/record",
            "/amend",
            "/amend/mixture",
            "/abandon",
        ] {
            let fields = [
                ("item", "prep_skin"),
                ("m-heart_rate", "70"),
                ("lot", &scene.saline.to_string()),
                ("volume", "2.85"),
                ("strength-minoxidil", "1"),
                ("dose-minoxidil", "2.85"),
                ("edit", "0"),
                ("chart", "all"),
                ("end", "started"),
                ("none", "yes"),
                ("notes", "x"),
                ("version", "1"),
                ("password", PASSWORD),
                ("reason", "x"),
                ("code", "time-out"),
            ];
            injector
                .post(&format!("{base}{form}"), &fields)
                .await
                .is(404)
                .hides("MX-0417");
        }
        assert_eq!(scene.count(written, id).await, before);
        assert_eq!(scene.count("SELECT n_points FROM session WHERE id = $1", id).await, 0);
        // A session of another clinic is nothing here either; neither is one that never was.
        injector
            .get(&format!("/patients/{}/sessions/{}", scene.patient, SessionId::new()))
            .await
            .is(404);
    }
}

#[tokio::test]
async fn roles_without_the_right_come_nowhere_near_a_session() {
    let scene = Scene::new(On::Sqlite).await;
    let id = scene.ready().await;
    let base = format!("/patients/{}/sessions/{id}", scene.patient);
    for role in [Role::FrontDesk, Role::Administrator, Role::Auditor] {
        let mut browser = Browser::signed_in(&scene.clinic, role).await;
        for page in ["", "/charting", "/label", "/aftercare", "/mixture/check"] {
            browser
                .get(&format!("{base}{page}"))
                .await
                .is(403)
                .hides("MX-0417")
                .hides("Moreno");
        }
        browser
            .post(&format!("{base}/sign"), &[("version", "1"), ("password", PASSWORD)])
            .await
            .is(403);
    }
    // The director reads, and runs no session.
    let mut director = Browser::signed_in(&scene.clinic, Role::MedicalDirector).await;
    director.get(&base).await.is(200).shows("MX-0417");
    director
        .post(&format!("{base}/duties"), &[("item", "prep_skin")])
        .await
        .is(403);
    // Points are charted by who may sign.
    let mut assistant = Browser::signed_in(&scene.clinic, Role::Assistant).await;
    assistant
        .post(&format!("{base}/charting"), &[("edit", "0"), ("chart", "all")])
        .await
        .is(403);
    assert_eq!(scene.count("SELECT n_points FROM session WHERE id = $1", id).await, 0);
}

#[tokio::test]
async fn the_script_of_the_map_is_told_what_was_saved_and_why_something_was_not() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let id = scene.ready().await;
        let mut injector = Browser::signed_in(&scene.clinic, Role::Injector).await;
        let charting = format!("/patients/{}/sessions/{id}/charting", scene.patient);
        let desk = session::open(&scene.injector, &scene.clinic.app, scene.patient, id)
            .await
            .unwrap();
        let map = desk.judged.prescribed.map.as_ref().unwrap().points().unwrap();
        let place = map.points[0].place;
        let chart = |angle_deg: f64, u: f64| {
            serde_json::json!({ "points": [{
                "id": "vertex-1", "zone": "vertex", "angle_deg": angle_deg, "u": u, "state": "injected", "volume_ml": 0.05,
                "depth_mm": null, "mixture": null,
            }] })
            .to_string()
        };
        let good = chart(place.angle_deg, place.u);
        let answer = injector
            .post(&charting, &[("as", "json"), ("edit", "0"), ("points", &good)])
            .await;
        let told: serde_json::Value = serde_json::from_slice(&answer.is(200).bytes).unwrap();
        assert_eq!(
            (&told["edit"], &told["n"], &told["saved"]),
            (&1.into(), &1.into(), &"10:00".into())
        );
        let stale = injector
            .post(&charting, &[("as", "json"), ("edit", "0"), ("points", &good)])
            .await;
        stale.is(409).shows("Somebody else charted meanwhile");
        // On the forehead: no point is given there.
        let bad = chart(90.0, 0.99);
        injector
            .post(&charting, &[("as", "json"), ("edit", "1"), ("points", &bad)])
            .await
            .is(422)
            .shows("vertex-1");
        injector
            .post(&charting, &[("as", "json"), ("edit", "1"), ("points", "{]")])
            .await
            .is(422)
            .shows("cannot be read");
        assert_eq!(scene.count("SELECT n_points FROM session WHERE id = $1", id).await, 1);
        // A chart that came only as a draft is shown again, and is no part of the record before it is saved.
        let draft = format!("/drafts/session-{id}-chart");
        let two = good.replace("vertex-1", "vertex-2");
        injector
            .post(&draft, &[("edit", "1"), ("points", &two), ("draft_version", "1")])
            .await
            .is(200);
        injector
            .get(&charting)
            .await
            .is(200)
            .shows("had not been saved")
            .shows("vertex-2");
        injector
            .post(&charting, &[("edit", "1"), ("points", &two), ("chart", "save")])
            .await
            .is(303);
        injector.get(&charting).await.is(200).hides("had not been saved");
    }
}

#[tokio::test]
async fn what_was_done_all_the_same_is_chosen_line_by_line_with_a_reason() {
    for on in engines() {
        let scene = Scene::new(on).await;
        let mut team = Team::of(&scene).await;
        let id = team.start(&scene).await;
        let record = format!("{}/record", team.base);
        let page = team.injector.get(&record).await;
        page.is(200)
            .shows("opens an incident")
            .shows("The time-out is not complete: 4 open.");
        let nothing = [("reason", "In a hurry.".to_owned())];
        send(&mut team.injector, &record, &nothing)
            .await
            .is(422)
            .shows("Choose at least one line");
        let without = [("code", "time-out".to_owned())];
        send(&mut team.injector, &record, &without)
            .await
            .is(422)
            .shows("Give a reason");
        let fields = [("code", "time-out".to_owned()), ("reason", "In a hurry.".to_owned())];
        send(&mut team.injector, &record, &fields).await.is(303);
        let page = team.injector.get(&team.base).await;
        page.is(200).shows("record of what was done").shows("In a hurry.");
        let told = "SELECT count(*) FROM incident WHERE session = $1 AND kind = 'duty' \
                    AND what = 'The time-out is not complete: 4 open. In a hurry.'";
        assert_eq!(scene.count(told, id).await, 1);
        // From then on charting is not stopped; what else stood against it is asked for before the signature.
        team.chart("0", "all").await.is(303);
        team.injector
            .get(&record)
            .await
            .shows("The mixture is not prepared and checked.");
    }
}

#[tokio::test]
async fn a_sheet_of_paper_is_printed_and_typed_in() {
    let scene = Scene::new(On::Sqlite).await;
    scene.clinic.at("2026-04-07T08:00:00Z");
    let mut team = Team::of(&scene).await;
    let list = team.base.clone();
    let sheet = team.assistant.get(&format!("{list}/blank")).await;
    sheet
        .is(200)
        .shows("Session 1, on paper")
        .shows("57 points of 0.05\u{a0}mL")
        .shows("Ask for two identifiers");
    sheet.shows("Minoxidil 5 mg/mL").shows("<svg");
    let fields = |at: &str| {
        [
            ("paper", "1".to_owned()),
            ("plan", scene.plan.to_string()),
            ("number", "1".to_owned()),
            ("room", scene.room.to_string()),
            ("started_at", at.to_owned()),
            ("injector", scene.injector.person.to_string()),
        ]
    };
    let start = format!("{list}/start");
    team.assistant
        .get(&format!("{start}?paper=1"))
        .await
        .is(200)
        .shows("Type in a session from paper");
    let late = send(&mut team.assistant, &start, &fields("2026-04-07T18:00")).await;
    late.is(422).shows("at most two years ago").shows("2026-04-07T18:00");
    let missing = send(&mut team.assistant, &start, &fields("")).await;
    missing.is(422).shows("Enter day and time as the sheet says.");
    let begun = send(&mut team.assistant, &start, &fields("2026-04-06T10:00")).await;
    let to = begun.is(303).leads_to().split('?').next().unwrap().to_owned();
    team.assistant
        .get(&to)
        .await
        .is(200)
        .shows("from paper")
        .shows("06/04/2026, 10:00");
    // The times of the sheet are times of its day.
    let times = [("started", "10:20".to_owned()), ("ended", "10:52".to_owned())];
    send(&mut team.injector, &format!("{to}/observation"), &times)
        .await
        .is(303);
    team.injector.get(&to).await.shows("32 minutes");
}

#[tokio::test]
async fn notes_are_kept_as_typed_when_somebody_else_was_faster() {
    let scene = Scene::new(On::Sqlite).await;
    let mut team = Team::of(&scene).await;
    team.start(&scene).await;
    let notes = format!("{}/notes", team.base);
    let first = [("version", "0".to_owned()), ("notes", "Hair parted.".to_owned())];
    send(&mut team.assistant, &notes, &first).await.is(303);
    let second = [("version", "0".to_owned()), ("notes", "Cooled with ice.".to_owned())];
    let stale = send(&mut team.injector, &notes, &second).await;
    stale
        .is(409)
        .shows("Cooled with ice.")
        .shows("Hair parted.")
        .shows("Dr assistant wrote meanwhile:");
}

#[tokio::test]
async fn an_amendment_begins_as_the_signed_version_and_both_can_be_read() {
    let scene = Scene::new(On::Sqlite).await;
    let id = scene.done().await;
    session::sign(&scene.injector, &scene.clinic.app, scene.patient, id, 1, PASSWORD)
        .await
        .unwrap();
    let mut injector = Browser::signed_in(&scene.clinic, Role::Injector).await;
    let base = format!("/patients/{}/sessions/{id}", scene.patient);
    injector
        .get(&format!("{base}/amend"))
        .await
        .is(200)
        .shows("Amend a signed session");
    injector
        .post(&format!("{base}/amend"), &[("reason", "")])
        .await
        .is(422)
        .shows("Give a reason.");
    injector
        .post(&format!("{base}/amend"), &[("reason", "Depth was noted wrong.")])
        .await
        .is(303);
    injector
        .get(&base)
        .await
        .is(200)
        .shows("Version 2 is being written: Depth was noted wrong.");
    let notes = [("version", "0"), ("notes", "Depth 2 mm."), ("depth", "2")];
    injector.post(&format!("{base}/notes"), &notes).await.is(303);
    injector
        .post(&format!("{base}/sign"), &[("version", "2"), ("password", PASSWORD)])
        .await
        .is(303);
    injector
        .get(&base)
        .await
        .is(200)
        .shows("Amended and signed")
        .shows("Depth 2 mm.")
        .shows("Version 1");
    let earlier = injector.get(&format!("{base}?version=1")).await;
    earlier.is(200).shows("A later one is signed").hides("Depth 2 mm.");
    injector.get(&format!("{base}?version=7")).await.is(404);
}

#[tokio::test]
async fn a_form_that_is_damaged_is_answered_with_a_reason() {
    let scene = Scene::new(On::Sqlite).await;
    let mut team = Team::of(&scene).await;
    let list = team.base.clone();
    for fields in [
        vec![],
        vec![("plan", "x"), ("room", "y"), ("number", "z")],
        vec![("number", "-1")],
    ] {
        team.assistant
            .post(&format!("{list}/start"), &fields)
            .await
            .is(422)
            .shows("Choose a plan");
    }
    team.start(&scene).await;
    let base = team.base.clone();
    team.assistant
        .post(&format!("{base}/duties"), &[("item", "no-such-duty")])
        .await
        .is(404);
    team.assistant
        .post(&format!("{base}/measured"), &[("m-systolic_pressure", "high")])
        .await
        .is(422)
        .shows("high");
    team.assistant
        .post(&format!("{base}/measured"), &[("m-systolic_pressure", "900")])
        .await
        .is(422)
        .shows("900");
    team.assistant
        .post(&format!("{base}/lots"), &[("lot", &SessionId::new().to_string())])
        .await
        .is(404);
    let odd = [("volume", "much")];
    team.assistant.post(&format!("{base}/mixture"), &odd).await.is(422);
    team.injector
        .post(&format!("{base}/charting"), &[("edit", "0"), ("points", "[1,2")])
        .await
        .is(422);
    team.injector.post(&format!("{base}/sign"), &[]).await.is(422);
    team.assistant.get("/patients/x/sessions/y").await.is(400);
}
