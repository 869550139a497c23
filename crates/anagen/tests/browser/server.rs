//! A server that a test starts as a process of its own, and may kill.

use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than any start takes, also that of the demo, which is made first, on a machine that is busy with other tests as well.
const PATIENCE: Duration = Duration::from_mins(10);
/// A failed test shows the last lines of the log.
const N_LAST_LINES: usize = 40;

pub(crate) struct Server {
    command: Command,
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts it, what it prints into the file `log`, and waits until it answers HTTP on its port.
    #[track_caller]
    pub(crate) fn start(mut command: Command, port: u16, log: &Path) -> Self {
        let output = OpenOptions::new().create(true).append(true).open(log).unwrap();
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output);
        let process = spawn(&mut command);
        let mut server = Self {
            command,
            process,
            port,
            log: log.to_owned(),
        };
        server.wait_until_it_answers();
        server
    }

    /// Ends it at once, as a power cut does: it can write nothing more.
    pub(crate) fn kill(&mut self) {
        // An error says that it ended before.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Starts it again with the same arguments on the same port, after it was killed.
    #[track_caller]
    pub(crate) fn restart(&mut self) {
        self.kill();
        self.process = spawn(&mut self.command);
        self.wait_until_it_answers();
    }

    /// Sets a variable of its environment from the next start on.
    pub(crate) fn set_environment(&mut self, name: &str, value: &str) {
        self.command.env(name, value);
    }

    /// The last lines that it printed.
    pub(crate) fn log(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(N_LAST_LINES)..].join("\n")
    }

    #[track_caller]
    fn wait_until_it_answers(&mut self) {
        let started = Instant::now();
        while !answers(self.port) {
            if let Some(status) = self.process.try_wait().unwrap() {
                panic!(
                    "{:?} ended ({status}) before it answered; it printed:\n{}",
                    self.command,
                    self.log()
                );
            }
            if started.elapsed() > PATIENCE {
                self.kill();
                panic!(
                    "{:?} does not answer on port {}; it printed:\n{}",
                    self.command,
                    self.port,
                    self.log()
                );
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

#[track_caller]
fn spawn(command: &mut Command) -> Child {
    command.spawn().unwrap_or_else(|error| {
        panic!("{command:?} does not start: {error}; .ci/prepare installs what the tests need");
    })
}

/// Whether a port speaks HTTP: that something listens there is not enough.
fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let answer = || {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut start = [0; 5];
        stream.read_exact(&mut start)?;
        std::io::Result::Ok(start)
    };
    answer().is_ok_and(|start| &start == b"HTTP/")
}

/// A port of the loopback address that nothing listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
