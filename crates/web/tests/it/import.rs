//! Import as a browser sees it: a file is chosen, looked at, brought in; what cannot be taken is said.

use anagen_app::import::LARGEST_FILE;
use anagen_records::binds;
use anagen_records::people::Role;
use axum::body::Body;
use axum::http::Request;

use crate::browser::{Answer, Browser};
use crate::clinic::{Clinic, On, engines};

const PAGE: &str = "/administration/import";
const BOUNDARY: &str = "----a-boundary-of-a-test";
const PATIENTS: &str = "number,surname,first name,born,shoe size\n\
     P-1,Lopez,Ana,12/03/1984,38\n\
     P-2,Ruiz,<b>Eva</b>,31/02/1990,39\n";

/// Sends the form with a file, as a browser does.
async fn send(browser: &mut Browser, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post(PAGE).header("content-type", kind);
    browser.send(request.body(Body::from(body)).unwrap()).await
}

async fn look(browser: &mut Browser, kind: &str, file: &[u8]) -> Answer {
    send(browser, &[("kind", kind)], Some(("patients.csv", file))).await
}

/// What a hidden field of the page holds.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let rest = &page[page.find(&start).expect("the field is in the page") + start.len()..];
    rest[..rest.find('"').unwrap()].to_owned()
}

/// Sends what the preview's own form holds.
async fn confirm(browser: &mut Browser, page: &str) -> Answer {
    let values = ["kind", "seen", "name", "content"].map(|name| (name, hidden(page, name)));
    let fields: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    send(browser, &fields, None).await
}

async fn patients(clinic: &Clinic) -> i64 {
    let mut tx = clinic.app.database().read().await.unwrap();
    tx.number("SELECT COUNT(*) FROM patient WHERE clinic = $1", binds![clinic.id])
        .await
        .unwrap()
}

#[tokio::test]
async fn a_file_is_looked_at_and_brought_in_once() {
    for on in engines() {
        let clinic = Clinic::new(on).await;
        let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
        browser.get("/administration").await.is(200).shows(PAGE);
        browser
            .get(PAGE)
            .await
            .is(200)
            .shows("type=\"file\"")
            .shows("Look at the file");

        let preview = look(&mut browser, "patients", PATIENTS.as_bytes()).await;
        preview
            .is(200)
            .shows("patients.csv: 2 rows, read as patients. Nothing has been written yet.")
            .shows("Bring in 1 patient<")
            .shows("4 of 5 columns were recognized")
            .shows("One column is not read: shoe size.")
            .shows("Cannot be taken (1)")
            .shows("&quot;31/02/1990&quot; is no day.")
            .shows("03/04 is 3 April")
            .shows("&lt;b&gt;Eva&lt;/b&gt;")
            .hides("<b>Eva");
        assert_eq!(patients(&clinic).await, 0);

        let page = preview.text();
        let done = confirm(&mut browser, &page).await;
        assert_eq!(
            done.is(303).leads_to(),
            format!("{PAGE}/done?kind=patients&new=1&present=0&wrong=1")
        );
        assert_eq!(patients(&clinic).await, 1);
        browser
            .get(done.leads_to())
            .await
            .is(200)
            .shows("1 patient was brought in.")
            .shows("1 row could not be taken.");

        // Sent a second time it writes nothing, and says why.
        let again = confirm(&mut browser, &page).await;
        again
            .is(409)
            .shows("changed since you looked at this file")
            .shows("There already (1)")
            .shows("No row of this file is new.")
            .hides("Bring in");
        look(&mut browser, "patients", PATIENTS.as_bytes())
            .await
            .is(200)
            .shows("No row of this file is new.");
        assert_eq!(patients(&clinic).await, 1);
    }
}

#[tokio::test]
async fn what_is_no_table_is_refused_with_the_reason() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
    let many = format!("surname\n{}", "x\n".repeat(5_001));
    let cases: [(&[u8], &str); 7] = [
        (b"", "Choose a file."),
        (b"PK\x03\x04\0\0\0\0", "it may be a workbook"),
        (b"surname\n", "has no rows below the headings"),
        (b"phone,born\n1,2\n", "There is no column with names."),
        (b"surname,last name\nx,y\n", "the second is &quot;last name&quot;"),
        (many.as_bytes(), "more than 5000 rows"),
        ("<script>alert(1)</script>".as_bytes(), "has no rows below"),
    ];
    for (file, says) in cases {
        look(&mut browser, "patients", file)
            .await
            .is(422)
            .shows(says)
            .shows("The file was not taken.")
            .shows("value=\"patients\" id=\"field-kind-0\" checked")
            .hides("alert(1)");
    }
    look(&mut browser, "", b"surname\nx\n")
        .await
        .is(422)
        .shows("Choose what the file holds.");
    look(&mut browser, "spells", b"surname\nx\n")
        .await
        .is(422)
        .shows("Choose what the file holds.");
    for (seen, content) in [("1", "0g"), ("1", "0"), ("-1", "00"), ("x", "00"), ("1", "")] {
        let fields = [("kind", "patients"), ("seen", seen), ("content", content)];
        send(&mut browser, &fields, None)
            .await
            .is(422)
            .shows("The file was not taken.");
    }
    assert_eq!(patients(&clinic).await, 0);
}

#[tokio::test]
async fn a_file_may_be_as_large_as_said_and_no_larger() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
    // As large as may be: it comes back from the preview as it was.
    let mut largest = b"surname,shoe size\nLopez,".to_vec();
    largest.resize(LARGEST_FILE, b'x');
    let preview = look(&mut browser, "patients", &largest).await;
    preview.is(200).shows("Bring in 1 patient<");
    confirm(&mut browser, &preview.text()).await.is(303);
    assert_eq!(patients(&clinic).await, 1);
    for more in [1, LARGEST_FILE + 1024 * 1024] {
        let file = vec![b'x'; LARGEST_FILE + more];
        look(&mut browser, "patients", &file)
            .await
            .is(422)
            .shows("The file is larger than 4 MB.");
    }
}

#[tokio::test]
async fn a_template_can_be_looked_at_as_it_is() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::Administrator).await;
    for kind in ["patients", "appointments", "stock"] {
        let file = browser.get(&format!("{PAGE}/template/{kind}")).await;
        let disposition = file.is(200).headers["content-disposition"].to_str().unwrap();
        assert_eq!(disposition, format!("attachment; filename=\"{kind}.csv\""));
        look(&mut browser, kind, &file.bytes)
            .await
            .is(200)
            .shows("columns were recognized")
            .hides("not read");
    }
    browser.get(&format!("{PAGE}/template/spells")).await.is(400);
    browser
        .get(&format!("{PAGE}/done?kind=patients&new=1e9&present=0&wrong=0"))
        .await
        .is(404);
}

#[tokio::test]
async fn a_role_without_the_right_sends_nothing() {
    let clinic = Clinic::new(On::Sqlite).await;
    let mut browser = Browser::signed_in(&clinic, Role::FrontDesk).await;
    look(&mut browser, "patients", PATIENTS.as_bytes())
        .await
        .is(403)
        .hides("Lopez");
    assert_eq!(patients(&clinic).await, 0);
}
