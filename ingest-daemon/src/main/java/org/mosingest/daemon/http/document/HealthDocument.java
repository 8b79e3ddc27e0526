package org.mosingest.daemon.http.document;

/** Whether the service lives, and whether it takes up work. */
record HealthDocument(String status, boolean ready) {}
