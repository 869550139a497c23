//! The machine stands somewhere else than the clinic, or its folder may not be written.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use jiff::{Timestamp, ToSpan as _};

use crate::client::{send, signed_in};
use crate::clinic::{Clinic, Engine};

/// A moment as a clinic in Madrid writes it.
fn in_madrid(moment: Timestamp, pattern: &str) -> String {
    moment.in_tz("Europe/Madrid").unwrap().strftime(pattern).to_string()
}

fn check_time_zones(engine: Engine) {
    let Some(mut clinic) = Clinic::start(engine, &[]) else {
        return;
    };
    let port = clinic.port();
    let cookie = signed_in(port);
    let began = Timestamp::now();
    // These two never have the same day, so one of them is not on that of Madrid.
    for machine in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        clinic.restart_in(machine);
        // Midnight may come in between.
        let before = in_madrid(Timestamp::now(), "%d/%m/%Y");
        let page = send(port, "GET", "/today", &cookie, "").unwrap().body;
        let after = in_madrid(Timestamp::now(), "%d/%m/%Y");
        assert!(
            page.contains(&before) || page.contains(&after),
            "{machine}, {after}:\n{page}"
        );
        // What was written under another clock keeps its time.
        let page = send(port, "GET", "/administration/audit", &cookie, "").unwrap().body;
        let minutes = [-1, 0, 1].map(|n| in_madrid(began + n.minutes(), "%d/%m/%Y %H:%M"));
        assert!(
            minutes.iter().any(|minute| page.contains(minute.as_str())),
            "{machine}, {minutes:?}:\n{page}"
        );
    }
}

#[test]
fn a_machine_in_another_time_zone_keeps_the_clinics_days_and_times() {
    check_time_zones(Engine::Sqlite);
}

#[test]
fn a_machine_in_another_time_zone_keeps_the_clinics_days_and_times_in_postgres() {
    check_time_zones(Engine::Postgres);
}

/// The program as an account that may not write everywhere. The superuser may, so it becomes somebody else for it.
fn as_somebody(program: &Path) -> Command {
    let is_superuser = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if is_superuser {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(program);
        command
    } else {
        Command::new(program)
    }
}

#[test]
fn a_folder_that_may_not_be_written_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("anagen");
    fs::copy(env!("CARGO_BIN_EXE_anagen"), &program).unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    for (path, mode) in [(folder.path(), 0o755), (&program, 0o755), (&closed, 0o555)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let data = closed.join("clinic");
    let output = as_somebody(&program)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(&data)
        .env_remove("ANAGEN_DATABASE")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&data.display().to_string()), "{said}");
    assert!(said.contains("Permission denied"), "{said}");
    assert!(said.contains("hint: "), "{said}");
    assert!(!data.exists());
}
