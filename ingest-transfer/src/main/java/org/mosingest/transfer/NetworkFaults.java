package org.mosingest.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.StreamResetException;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.transfer.OkHttpContact.Phase;

/** Names what went wrong on the network, from what OkHttp throws and how far the call got. */
final class NetworkFaults {

  /** OkHttp says it in words only. */
  private static final String CUT = "unexpected end of stream";

  private NetworkFaults() {}

  /**
   * The fault that an exception stands for.
   *
   * @param inBody whether a reply's head had come
   */
  static ClipFault classify(IOException e, Phase phase, boolean inBody, TransferSettings settings) {
    boolean connecting = !inBody && (phase == Phase.STARTED || phase == Phase.CONNECTING);
    return switch (e) {
      case IOException starved when Exhaustion.isOutOfFiles(starved) ->
          ClipFault.outOfFiles(text(starved));
      case UnknownHostException unknown -> ClipFault.passing(ReasonWord.DNS.because(text(unknown)));
      case SSLException tls when isCertificateFault(tls) ->
          ClipFault.lasting(ReasonWord.TLS.because(text(tls)));
      case SSLException tls when inBody -> ClipFault.passing(ReasonWord.RESET.because(text(tls)));
      case SSLException tls -> ClipFault.passing(ReasonWord.TLS.because(text(tls)));
      case ConnectException refused -> ClipFault.passing(ReasonWord.CONNECT.because(text(refused)));
      case NoRouteToHostException noRoute ->
          ClipFault.passing(ReasonWord.CONNECT.because(text(noRoute)));
      case SocketTimeoutException timeout ->
          connecting
              ? ClipFault.passing(
                  ReasonWord.CONNECT.because(
                      "no connection within " + AttemptState.seconds(settings.connectTimeout())))
              : ClipFault.passing(
                  ReasonWord.TIMEOUT.because(
                      "no byte for " + AttemptState.seconds(settings.stallTimeout())));
      case InterruptedIOException late -> ClipFault.passing(ReasonWord.TIMEOUT.because(text(late)));
      case IOException endless when isHeadUnfinished(endless) ->
          ClipFault.passing(ReasonWord.PROTOCOL.because("the reply's head is too long, or cut"));
      case IOException cut when isCut(cut) ->
          inBody
              ? ClipFault.passing(
                  ReasonWord.TRUNCATED.because("the connection ended before the body did"))
              : ClipFault.passing(
                  ReasonWord.RESET.because("the connection ended before a reply came"));
      case ProtocolException garbage ->
          ClipFault.passing(ReasonWord.PROTOCOL.because(text(garbage)));
      case SocketException lost ->
          ClipFault.passing(
              (connecting ? ReasonWord.CONNECT : ReasonWord.RESET).because(text(lost)));
      case StreamResetException lost -> ClipFault.passing(ReasonWord.RESET.because(text(lost)));
      case ConnectionShutdownException lost ->
          ClipFault.passing(ReasonWord.RESET.because("the server closed the connection"));
      default -> ClipFault.passing(ReasonWord.PROTOCOL.because(text(e)));
    };
  }

  private static boolean isCut(IOException e) {
    return e instanceof EOFException || String.valueOf(e.getMessage()).startsWith(CUT);
  }

  /**
   * OkHttp reads 256 KiB of a head and then says, in words only, that the stream ended. With
   * nothing read, it did end.
   */
  private static boolean isHeadUnfinished(IOException e) {
    return e.getCause() instanceof EOFException cause
        && String.valueOf(cause.getMessage()).matches("(?s)\\\\n not found: limit=[1-9].*");
  }

  /** A certificate that is wrong today is wrong tomorrow; any other trouble of TLS may pass. */
  private static boolean isCertificateFault(SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLPeerUnverifiedException
          || cause instanceof CertificateException
          || cause instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  private static String text(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Text.printable(message);
  }
}
