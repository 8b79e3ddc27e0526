package org.mosingest.transfer;

import java.util.Optional;
import java.util.Set;
import org.mosingest.core.failures.Reason;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.page.PageResolver;

/** Which URLs are pages, and who is asked where their videos lie. Thread-safe. */
public final class Pages {

  /** No URL is one. */
  public static final Pages NONE =
      new Pages(Optional.empty(), new PageResolver(Optional.empty(), Set.of()));

  private final Optional<String> program;
  private final PageResolver resolver;

  private Pages(Optional<String> program, PageResolver resolver) {
    this.program = program;
    this.resolver = resolver;
  }

  /**
   * The pages of some hosts.
   *
   * @param program what is asked for a page's video; without it no page can be had
   * @param hosts their names with commas between them
   */
  public static Pages of(Optional<String> program, String hosts) {
    return new Pages(program, new PageResolver(program, PageResolver.hosts(hosts)));
  }

  /** The program that is asked; empty where there is none. */
  public Optional<String> program() {
    return program;
  }

  /** Whether a URL is a page's. */
  public boolean isPage(ClipUrl url) {
    return resolver.isPage(url);
  }

  /** Why a URL cannot be asked; empty if it is no page, or there is a program to ask. */
  public Optional<Reason> refusal(ClipUrl url) {
    return resolver.refusal(url);
  }

  /** Asks the program. */
  PageResolver resolver() {
    return resolver;
  }
}
