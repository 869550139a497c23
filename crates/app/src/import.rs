//! Patients, appointments and stock from CSV files.
