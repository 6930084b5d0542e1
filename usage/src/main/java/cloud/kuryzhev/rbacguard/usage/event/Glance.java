package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Knows again plain events that say the same but for their times, without reading them: they have the same {@link Likeness}. One that is new
 * is read at the places that were seen to tell something. For one thread, one line after the other.
 */
public final class Glance {

    /**
     * What events that say the same have in common: a hash, which no client can make collide, of all that {@link EventFields} reads.
     * Times are left out, and the query, which is no part of any permission.
     */
    public record Likeness(long high, long low) {
        static final Likeness NONE = new Likeness(0, 0);
    }

    /** Of what tells something of one event, in bytes. */
    static final int LONGEST = 4096;

    private static final int MOST = 64;
    private static final int NOWHERE = -1;

    private final KnownParts known = new KnownParts();
    private final QuickJson json = new QuickJson(known.words);
    private final QuickFields fields = new QuickFields(json, known);
    private final FieldOrder order = new FieldOrder();
    private final QuickTime time = new QuickTime();
    private final FieldName[] names = new FieldName[MOST];
    private final int[] places = new int[MOST];
    private int found;
    private int audited = NOWHERE;
    private final byte[] telling = new byte[LONGEST];
    private int told;
    private final KeyedHash hash = new KeyedHash(LONGEST);
    private byte[] line = telling;
    private AuditEvent.User caller = AuditEvent.User.NONE;
    private long at;
    private boolean timed;
    private Likeness likeness = Likeness.NONE;

    /** Looks at the remaining bytes of {@code text}, which has an array; false if only reading tells what they are. */
    public boolean look(ByteBuffer text) {
        line = text.array();
        int start = text.arrayOffset() + text.position();
        json.of(line, start, start + text.remaining());
        told = 0;
        found = 0;
        audited = NOWHERE;
        timed = false;
        try {
            walk();
            boolean whole = timed && json.isAtEnd();
            likeness = whole ? digest() : Likeness.NONE;
            return whole;
        } catch (IOException | DateTimeException _) {
            return false;
        }
    }

    private void walk() throws IOException {
        json.open('{');
        order.begin();
        do {
            FieldName name = order.take(json);
            int place = json.next();
            if (name != null) {
                field(name, place);
            }
            if (json.position() == place) {
                json.skip();
            }
        } while (json.take(','));
        json.close('}');
    }

    private Likeness digest() {
        Arrays.fill(telling, told, Math.min(LONGEST, told + KeyedHash.BLOCK), (byte) 0);
        return hash.of(telling, told);
    }

    /** What was looked at last, read; empty if it is not of the plainest kind after all. */
    public Optional<AuditLine> read() {
        EventFields event = new EventFields(fields);
        try {
            for (int i = 0; i < found; i++) {
                json.moveTo(places[i]);
                event.field(names[i].text());
            }
            return Optional.of(event.toLine());
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** When what was looked at last happened. */
    public Instant at() {
        return Instant.EPOCH.plus(at, ChronoUnit.MICROS);
    }

    /** The same in microseconds since 1970 UTC. */
    public long micros() {
        return at;
    }

    /** The audit ID of what was looked at last; empty if it has none. */
    public String auditId() {
        try {
            json.moveTo(audited);
            return audited == NOWHERE ? "" : fields.cutText();
        } catch (IOException e) {
            throw new UncheckedIOException("it was passed over before", e);
        }
    }

    /** Who sent the request of what was looked at last. */
    public AuditEvent.User caller() {
        return caller;
    }

    /** Of what was looked at last. */
    public Likeness likeness() {
        return likeness;
    }

    private void field(FieldName name, int place) throws IOException {
        switch (name) {
            case STAGE_TIMESTAMP -> readTime(place);
            case AUDIT_ID -> audited = place;
            case TIMESTAMP -> throw new Unusual(); // of old events the only one
            case KIND -> add('k');
            case API_VERSION -> add('v');
            case STAGE -> add('s');
            case VERB -> add('d');
            case REQUEST_URI -> addPath();
            case USER -> {
                Told<AuditEvent.User> user = fields.toldCaller();
                caller = user.part();
                add('u', user);
            }
            case IMPERSONATED_USER -> add('i');
            case AUTHENTICATION_METADATA -> add('m');
            case OBJECT_REF -> add('o');
            case RESPONSE_STATUS -> add('r');
            case ANNOTATIONS -> add('a', fields.toldAuthorization());
            default -> {
                return;
            }
        }
        note(name, place);
    }

    private void readTime(int place) throws Unusual {
        json.skip();
        at = time.micros(line, place + 1, json.position() - 1);
        timed = true;
    }

    private void note(FieldName name, int place) throws Unusual {
        if (found == MOST) {
            throw new Unusual();
        }
        names[found] = name;
        places[found++] = place;
    }

    private void add(char tag, Told<?> part) throws Unusual {
        Likeness made = part.likeness(hash);
        int end = begin(tag, 2 * Long.BYTES);
        Words.put(telling, end - 2 * Long.BYTES, made.high());
        Words.put(telling, end - Long.BYTES, made.low());
    }

    private void add(char tag) throws IOException {
        int start = json.next();
        json.skip();
        add(tag, start, json.position());
    }

    private void addPath() throws IOException {
        int start = json.next();
        json.skip();
        int end = start;
        while (end < json.position() && line[end] != '?') {
            end++;
        }
        if (json.position() - start > AuditLineReader.MAX_TEXT) {
            throw new Unusual();
        }
        if (RbacWrite.mayBe(line, start, end)) {
            throw new Unusual(); // of these each one counts
        }
        add('p', start, end);
    }

    private void add(char tag, int from, int to) throws Unusual {
        int length = to - from;
        System.arraycopy(line, from, telling, begin(tag, length) - length, length);
    }

    /** Makes room for {@code length} bytes after {@code tag}; where they end. */
    private int begin(char tag, int length) throws Unusual {
        if (length >= LONGEST - told) {
            throw new Unusual();
        }
        telling[told] = (byte) -tag;
        told += 1 + length;
        return told;
    }
}
