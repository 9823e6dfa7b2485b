package dev.featurestore.web.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends the bodies of answers when their routes are done with them, without a thread that waits for the client to take
 * them in. A servlet's own stream would hold one until the client has: over HTTP/2 a client that grants no window keeps
 * back even the smallest answer. Thread-safe.
 */
public final class AnswerSender extends Handler.Wrapper {
    private static final String BODY = AnswerSender.class.getName();

    /** Leaves the whole body of a request's answer here; a later one takes its place. Nobody may change it any more. */
    public static void leave(Request request, ByteArrayOutputStream body) throws IOException {
        RequestTrace.of(request).ifPresent(RequestTrace::leave);
        body.writeTo(new OutputStream() {
            @Override
            public void write(byte[] bytes, int start, int length) {
                request.setAttribute(BODY, ByteBuffer.wrap(bytes, start, length));
            }

            @Override
            public void write(int single) {
                throw new UnsupportedOperationException();
            }
        });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new WithBody(request, response), callback);
    }

    private static final class WithBody extends Response.Wrapper {
        WithBody(Request request, Response response) {
            super(request, response);
        }

        /** The servlet has nothing to write: its last write stands for the body. */
        @Override
        public void write(boolean last, ByteBuffer content, Callback callback) {
            if (last && getRequest().getAttribute(BODY) instanceof ByteBuffer body && !isCommitted()) {
                getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
                super.write(true, body, callback);
            } else {
                super.write(last, content, callback);
            }
        }
    }
}
