//! `anagen serve`

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anagen_app::clock::MachineClock;
use anagen_app::{App, Place, demo};
use anagen_knowledge::Knowledge;
use anagen_web::serving::{Listening, Server, stop_signal};
use anyhow::{Context as _, Result};

use crate::arguments::{ServeOptions, Shared};
use crate::terminal::serve::Started;
use crate::{input, logging, place, terminal};

pub(crate) fn run(options: &ServeOptions, shared: &Shared, out: &mut dyn Write) -> Result<ExitCode> {
    // Everything that can be said of the command line alone is said first.
    let listening = Listening::from_wanted(options.listen.wanted())?;
    let place = place::of(&options.place, options.demo)?;
    logging::start(options.log_json)?;
    let knowledge = input::knowledge(shared.knowledge.as_deref())?;
    let runtime = tokio::runtime::Runtime::new().context("the system gives no threads to serve with")?;
    runtime.block_on(serve(&listening, place, knowledge, options.demo, out))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(
    listening: &Listening,
    place: Place,
    knowledge: Knowledge,
    is_demo: bool,
    out: &mut dyn Write,
) -> Result<()> {
    let stop = stop_signal().context("the system's signals cannot be listened to")?;
    let mut stop = std::pin::pin!(stop);
    place.make_folder()?;
    // The addresses first: a second server on the same folder ends here, before it touches the records.
    let server = Server::bind(listening, &place.folder.join("keys"), jiff::Timestamp::now())?;
    let knowledge = Arc::new(knowledge);
    if is_demo {
        tokio::select! {
            made = make_demo(&place, &knowledge, out) => made?,
            () = &mut stop => return Ok(()),
        }
    }
    let app = tokio::select! {
        app = App::open(place.clone(), knowledge, Arc::new(MachineClock), is_demo) => app?,
        // A database that does not answer is no reason to stay.
        () = &mut stop => return Ok(()),
    };
    let app = Arc::new(app);
    let watch = tokio::spawn(anagen_app::backup::watch(Arc::clone(&app)));
    let router = anagen_web::router(Arc::clone(&app));
    let started = Started {
        listening,
        plain: server.plain_address(),
        invitation: server.joining().invitation(),
        place: &place,
        demo: is_demo,
        on_screen: std::io::stdout().is_terminal(),
    };
    terminal::serve::print(out, &started)?;
    out.flush()?;
    let asked_to_stop = async {
        stop.await;
        // That nobody reads it any more is no reason not to stop.
        let _ = writeln!(out, "Stopping: what is under way is finished first.").and_then(|()| out.flush());
    };
    let served = server.run(router, asked_to_stop).await;
    watch.abort();
    // The head of the audit trail outside the database: what is cut off afterwards is found.
    anagen_app::backup::anchor(app.place(), app.database(), app.now()).await?;
    app.database().close().await;
    served?;
    writeln!(out, "Stopped.")?;
    Ok(())
}

/// Makes the demo clinic at its first start: on a clock of its own, and closed again before it is served.
async fn make_demo(place: &Place, knowledge: &Arc<Knowledge>, out: &mut dyn Write) -> Result<()> {
    let now = jiff::Timestamp::now();
    if demo::is_due(place, knowledge, now).await? {
        writeln!(out, "Making the demo clinic: about a minute, this once.")?;
        out.flush()?;
        let said = |what: &str| tracing::info!("demo: {what}");
        demo::fill_if_empty(place, Arc::clone(knowledge), now, demo::Extent::WHOLE, &said).await?;
    }
    Ok(())
}
