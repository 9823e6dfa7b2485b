package dev.featurestore.web.exchange;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.web.RequestRefused;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.eclipse.jetty.server.Request;

/**
 * An answer that is being made, in memory that is held for its request before it is taken. Whatever writes to it, and
 * creating it, throws {@link RequestRefused} if there is no room. Used by one thread at a time.
 */
public final class AnswerBuffer extends ByteArrayOutputStream {
    /** Below that, an answer holds no more than the request that it is for. */
    private static final int MIN_COUNTED = 4096;

    /** Bounds of what is set aside before anything is written. */
    private static final int MIN_SIZE = 512;

    private static final int MAX_SIZE = 1 << 20;

    private final MemoryBudget memory;
    private final Request request;

    private AnswerBuffer(MemoryBudget memory, Request request, int room) {
        super(room);
        this.memory = memory;
        this.request = request;
    }

    /** For an answer of a likely size; any other number is fine too. */
    public static AnswerBuffer of(MemoryBudget memory, Request request, int likely) {
        int room = Math.max(MIN_SIZE, Math.min(likely, MAX_SIZE));
        hold(memory, request, room);
        return new AnswerBuffer(memory, request, room);
    }

    /** Holds memory for an answer, if it is more than a little. */
    static void hold(MemoryBudget memory, Request request, int bytes) {
        if (bytes < MIN_COUNTED || memory.hold(request, bytes)) {
            return;
        }
        if (memory.couldHold(request, bytes)) {
            throw new RequestRefused(
                    ErrorCode.UNAVAILABLE, "Answers under way hold all the memory they may: try again in a moment");
        }
        throw new RequestRefused(
                ErrorCode.REQUEST_TOO_LARGE,
                "The request and its answer take more than the " + memory.maxOf(request)
                        + " bytes of memory that there are for one API key: ask for fewer vectors at a time");
    }

    @Override
    public synchronized void write(int single) {
        makeRoom(1);
        super.write(single);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        makeRoom(length);
        super.write(bytes, from, length);
    }

    /** While it is copied, both the old and the new room are held. */
    private void makeRoom(int more) {
        int old = buf.length;
        if (more > old - count) {
            int room = Math.max(Math.addExact(count, more), (int) Math.min(2L * old, Integer.MAX_VALUE - 8));
            hold(memory, request, room);
            buf = Arrays.copyOf(buf, room);
            if (old >= MIN_COUNTED) {
                memory.giveBack(request, old);
            }
        }
    }
}
