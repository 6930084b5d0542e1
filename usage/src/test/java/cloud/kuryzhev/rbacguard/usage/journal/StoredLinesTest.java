package cloud.kuryzhev.rbacguard.usage.journal;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.usage.AuditLog;
import cloud.kuryzhev.rbacguard.usage.envelope.TooManyBytes;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Foreign;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Stream;
import cloud.kuryzhev.rbacguard.usage.event.AuditLineReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredLinesTest {

    private final AuditLineReader reader = new AuditLineReader(1 << 20);

    private AuditLine line(String json) {
        return reader.read(ByteBuffer.wrap(json.getBytes(UTF_8)));
    }

    private List<AuditLine> thereAndBack(List<AuditLine> lines) {
        StoredLines stored = new StoredLines(1 << 24);
        lines.forEach(stored::add);
        List<AuditLine> read = new ArrayList<>();
        StoredLines.read(ByteBuffer.wrap(stored.toBytes()), reader, _ -> false, read::add);
        return read;
    }

    @Test
    void everyLineIsReadBackAsItWas() {
        List<AuditLine> lines = AuditLog.lines(7, 2000).stream().map(this::line).toList();
        assertThat(thereAndBack(lines)).isEqualTo(lines);
    }

    @Test
    void soIsOneWithEveryField() {
        List<AuditLine> lines = List.of(
                line(event().impersonating("b\\\"\\n\\u0007é", "g")
                        .failure(403, "web", "no \\\"way\\\"")
                        .allowed("RBAC: \"x\"")
                        .raw(
                                "user",
                                "{\"username\":\"a\",\"uid\":\"1\",\"groups\":[],\"extra\":{\"k/x\":[\"v\",\"w\"]}}")
                        .raw("authenticationMetadata", "{\"impersonationConstraint\":\"impersonate:user-info\"}")
                        .line()),
                line(event().put("verb", "").stage("Panic").line()),
                line(event().request("patch", "/apis/rbac.authorization.k8s.io/v1/clusterroles/x")
                        .raw("sourceIPs", "[\"10.0.0.1\"]")
                        .put("userAgent", "kubectl")
                        .raw("annotations", "{\"validate.rbac-guard.kuryzhev.cloud/policy\":\"x\"}")
                        .line()),
                new AuditLine.Blank(),
                new Foreign(Stream.OTHER_CLUSTER),
                new Malformed(Reason.CUT_OFF));
        assertThat(thereAndBack(lines)).isEqualTo(lines);
    }

    @Test
    void bodiesAreNotKept() {
        StoredLines stored = new StoredLines(1 << 20);
        stored.add(line(event().raw("requestObject", "{\"data\":\"c2VjcmV0\"}").line()));
        assertThat(new String(stored.toBytes(), UTF_8)).doesNotContain("c2VjcmV0");
    }

    @Test
    void thereIsABound() {
        StoredLines stored = new StoredLines(100);
        assertThatThrownBy(() -> stored.add(line(event().line()))).hasCauseInstanceOf(TooManyBytes.class);
    }
}
