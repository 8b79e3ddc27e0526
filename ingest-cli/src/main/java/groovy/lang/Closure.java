package groovy.lang;

/**
 * A stand-in for Groovy's class of this name, which nothing here uses. The command line's library
 * asks at each start whether this class is there; without it, that question opens all hundred jars
 * of the distribution, a tenth of what {@code ingest --help} takes.
 */
public abstract class Closure {

  private Closure() {}
}
