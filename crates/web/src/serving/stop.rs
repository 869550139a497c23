//! When the server is asked to stop.

use std::io;

/// Waits until this process is asked to stop: by Ctrl+C, or by the system that runs it as a service (SIGTERM).
///
/// It listens from the call on, not from the first poll: an early signal is not lost. Needs a runtime of tokio.
#[cfg(unix)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Waits until this process is asked to stop by Ctrl+C, or by the window's closing.
#[cfg(windows)]
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_shutdown};

    let (mut interrupt, mut close, mut shutdown) = (ctrl_c()?, ctrl_close()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[tokio::test]
    async fn the_system_may_ask_to_stop() {
        for signal in ["INT", "TERM"] {
            let stop = stop_signal().unwrap();
            let sent = std::process::Command::new("sh")
                .args(["-c", &format!("kill -{signal} {}", std::process::id())])
                .status();
            assert!(sent.unwrap().success());
            stop.await;
        }
    }
}
