package org.mosingest.transfer.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.StreamResetException;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.OkHttpContact.Phase;
import org.mosingest.transfer.reach.CertificateFaults;
import org.mosingest.transfer.reach.ProxyRefusedException;

/** Names what went wrong on the network, from what OkHttp throws and how far the call got. */
public final class NetworkFaults {

  /** OkHttp says it in words only. */
  private static final String CUT = "unexpected end of stream";

  private NetworkFaults() {}

  /**
   * The fault that an exception stands for.
   *
   * @param inBody whether a reply's head had come
   */
  public static ClipFault classify(
      IOException e, Phase phase, boolean inBody, TransferSettings settings) {
    boolean connecting = !inBody && (phase == Phase.STARTED || phase == Phase.CONNECTING);
    return switch (e) {
      case IOException starved when Exhaustion.isOutOfFiles(starved) ->
          ClipFault.outOfFiles(text(starved));
      case ProxyRefusedException refused -> ClipFault.refusedByProxy(text(refused));
      case UnknownHostException unknown ->
          ClipFault.passing(Reason.of(ReasonWord.DNS, text(unknown)));
      case SSLException tls when CertificateFaults.words(tls).isPresent() ->
          // A certificate that is wrong today is wrong tomorrow; any other trouble of TLS may pass.
          ClipFault.lasting(Reason.of(ReasonWord.TLS, CertificateFaults.words(tls).orElseThrow()));
      case SSLException tls when inBody ->
          ClipFault.passing(Reason.of(ReasonWord.RESET, text(tls)));
      case SSLException tls -> ClipFault.passing(Reason.of(ReasonWord.TLS, text(tls)));
      case ConnectException refused ->
          ClipFault.passing(Reason.of(ReasonWord.CONNECT, text(refused)));
      case NoRouteToHostException noRoute ->
          ClipFault.passing(Reason.of(ReasonWord.CONNECT, text(noRoute)));
      case SocketTimeoutException timeout ->
          connecting
              ? ClipFault.passing(
                  Reason.of(
                      ReasonWord.CONNECT,
                      "no connection within " + AttemptState.seconds(settings.connectTimeout())))
              : ClipFault.passing(
                  Reason.of(
                      ReasonWord.TIMEOUT,
                      !inBody && phase == Phase.SECURING
                          ? "no TLS data for " + AttemptState.seconds(settings.connectTimeout())
                          : "no byte for " + AttemptState.seconds(settings.stallTimeout())));
      case InterruptedIOException late ->
          ClipFault.passing(Reason.of(ReasonWord.TIMEOUT, text(late)));
      case IOException endless when isHeadUnfinished(endless) ->
          ClipFault.passing(
              Reason.of(ReasonWord.PROTOCOL, "the reply's header is too long or incomplete"));
      case IOException cut when isCut(cut) ->
          inBody
              ? ClipFault.passing(
                  Reason.of(
                      ReasonWord.TRUNCATED, "the connection closed before the end of the body"))
              : ClipFault.passing(
                  Reason.of(ReasonWord.RESET, "the connection closed before a reply"));
      case ProtocolException garbage ->
          ClipFault.passing(Reason.of(ReasonWord.PROTOCOL, text(garbage)));
      case SocketException lost ->
          ClipFault.passing(
              Reason.of(connecting ? ReasonWord.CONNECT : ReasonWord.RESET, text(lost)));
      case StreamResetException lost -> ClipFault.passing(Reason.of(ReasonWord.RESET, text(lost)));
      case ConnectionShutdownException lost ->
          ClipFault.passing(Reason.of(ReasonWord.RESET, "the server closed the connection"));
      default -> ClipFault.passing(Reason.of(ReasonWord.PROTOCOL, text(e)));
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

  private static String text(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Text.printable(message);
  }
}
