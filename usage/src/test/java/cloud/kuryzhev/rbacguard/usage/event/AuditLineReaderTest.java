package cloud.kuryzhev.rbacguard.usage.event;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Malformed;
import cloud.kuryzhev.rbacguard.usage.event.AuditLine.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditLineReaderTest {

    @Test
    void readsTheFieldsThatMatter() {
        AuditEvent event = Reading.event(event().raw("impersonatedUser", """
                        {"username":"bob","uid":"u1","groups":["ops"],"extra":{"scopes":["a","b"]}}""")
                .raw("authenticationMetadata", "{\"impersonationConstraint\":\"impersonate:user-info\"}")
                .failure(403, "bob", "no")
                .allowed("RBAC: because"));

        assertThat(event)
                .isEqualTo(new AuditEvent(
                        AuditEvent.Stage.RESPONSE_COMPLETE,
                        "5f2b0a3c",
                        Instant.parse("2026-11-22T05:40:00.123456Z"),
                        "get",
                        "/api/v1/namespaces/team/pods/web",
                        new AuditEvent.User("alice", "", List.of("devs"), Map.of()),
                        new AuditEvent.User("bob", "u1", List.of("ops"), Map.of("scopes", List.of("a", "b"))),
                        "impersonate:user-info",
                        new AuditEvent.ObjectRef("", "pods", "", "team", "web"),
                        new AuditEvent.Status(403, "no", "bob"),
                        new AuditEvent.Authorization("allow", "RBAC: because")));
    }

    @Test
    void bodiesAndUnknownFieldsAreSkippedWhateverTheyHold() {
        assertThat(Reading.event(event().raw(
                                "requestObject",
                                "{\"verb\":\"delete\",\"user\":{\"username\":\"mallory\"},\"a\":[[{}]]}")
                        .raw("responseObject", "[{\"kind\":\"Event\"},1.5e9,null]")
                        .raw("zzz", "true")))
                .isEqualTo(Reading.event(event()));
    }

    @Test
    void nullAndWronglyTypedFieldsCountAsAbsent() {
        AuditEvent event = Reading.event(
                event().raw("objectRef", "null").raw("responseStatus", "[1]").raw("annotations", "\"x\""));
        assertThat(event.objectRef()).isNull();
        assertThat(event.status()).isEqualTo(AuditEvent.Status.NONE);
        assertThat(event.authorization()).isEqualTo(AuditEvent.Authorization.NONE);
    }

    @Test
    void aBlankLineIsNoHarm() {
        assertThat(Reading.line("")).isEqualTo(new AuditLine.Blank());
        assertThat(Reading.line(" \t\r")).isEqualTo(new AuditLine.Blank());
    }

    @Test
    void whatIsNotOneJsonObjectIsMalformed() {
        assertMalformed("{\"kind\":", Reason.NOT_JSON);
        assertMalformed("hello", Reason.NOT_JSON);
        assertMalformed(event().line() + "x", Reason.NOT_JSON);
        assertMalformed(event().line() + event().line(), Reason.NOT_JSON);
        assertMalformed("[" + event().line() + "]", Reason.NOT_AN_EVENT);
    }

    @Test
    void whatIsNotUtf8IsMalformed() {
        byte[] bytes = event().user("al\u0001ice").line().replace('\u0001', '~').getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xff : bytes[i];
        }
        assertThat(new AuditLineReader(1 << 20).read(ByteBuffer.wrap(bytes))).isEqualTo(new Malformed(Reason.NOT_JSON));
    }

    @Test
    void otherKindsAndVersionsAreNotEvents() {
        assertMalformed(event().put("kind", "EventList").line(), Reason.NOT_AN_EVENT);
        assertMalformed(event().put("apiVersion", "audit.k8s.io/v1alpha1").line(), Reason.NOT_AN_EVENT);
        assertMalformed(event().put("apiVersion", "events.k8s.io/v1").line(), Reason.NOT_AN_EVENT);
        assertMalformed("{}", Reason.NOT_AN_EVENT);
    }

    @Test
    void eventsOfV1beta1AreEvents() {
        assertThat(Reading.event(
                        event().put("apiVersion", "audit.k8s.io/v1beta1").put("timestamp", "2018-10-25T13:58:49Z")))
                .isEqualTo(Reading.event(event()));
    }

    @Test
    void kindAndApiVersionMayBeMissingFromWhatHasAStage() {
        assertThat(Reading.event(event().without("apiVersion"))).isEqualTo(Reading.event(event()));
        assertThat(Reading.event(event().without("kind").without("apiVersion"))).isEqualTo(Reading.event(event()));
        assertMalformed(event().without("kind").without("stage").line(), Reason.NOT_AN_EVENT);
        assertMalformed(event().without("apiVersion").without("stage").line(), Reason.NOT_AN_EVENT);
    }

    @Test
    void anEventWithoutStageUserVerbOrTimeIsMalformed() {
        for (String field : List.of("stage", "user", "verb", "stageTimestamp")) {
            assertMalformed(event().without(field).line(), Reason.MISSING_FIELD);
        }
        assertMalformed(event().stage("Someday").line(), Reason.MISSING_FIELD);
    }

    @Test
    void aTimeThatIsNoneIsMalformed() {
        assertMalformed(event().at("yesterday").line(), Reason.BAD_TIME);
        assertMalformed(event().at("2026-13-01T00:00:00Z").line(), Reason.BAD_TIME);
    }

    @Test
    void theOnlyTimeOfOldEventsIsTaken() {
        assertThat(Reading.event(event().without("stageTimestamp").put("timestamp", "2017-09-11T19:55:05Z"))
                        .at())
                .isEqualTo(Instant.parse("2017-09-11T19:55:05Z"));
    }

    @Test
    void longNamesAreRefusedAndLongMessagesCut() {
        String longText = "x".repeat(AuditLineReader.MAX_TEXT + 1);
        assertMalformed(event().user(longText).line(), Reason.FIELD_TOO_LONG);
        assertMalformed(event().user("alice", longText).line(), Reason.FIELD_TOO_LONG);
        assertMalformed(event().put("requestURI", longText).line(), Reason.FIELD_TOO_LONG);
        assertThat(Reading.event(event().failure(404, "", longText)).status().message())
                .hasSize(AuditLineReader.MAX_TEXT);
    }

    @Test
    void bottomlessNestingIsMalformedAndNotAStackOverflow() {
        assertMalformed(event().raw("requestObject", "[".repeat(100_000)).line(), Reason.NOT_JSON);
    }

    @Test
    void readsASliceOfALargerBuffer() {
        byte[] bytes = ("garbage" + event().line() + "garbage").getBytes(StandardCharsets.UTF_8);
        ByteBuffer slice = ByteBuffer.wrap(bytes, 7, bytes.length - 14);
        assertThat(new AuditLineReader(1 << 20).read(slice)).isInstanceOf(AuditLine.Event.class);
    }

    private static void assertMalformed(String line, Reason reason) {
        assertThat(Reading.line(line)).isEqualTo(new Malformed(reason));
    }
}
