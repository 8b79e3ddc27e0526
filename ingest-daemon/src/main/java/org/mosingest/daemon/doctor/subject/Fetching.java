package org.mosingest.daemon.doctor.subject;

import java.util.Optional;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * With what the run would fetch clips.
 *
 * @param curl the curl that does the transfers; empty where they are native
 * @param transfers what holds for all requests
 * @param pages which URLs are pages, and who is asked about them
 */
public record Fetching(Optional<String> curl, TransferSettings transfers, Pages pages) {}
