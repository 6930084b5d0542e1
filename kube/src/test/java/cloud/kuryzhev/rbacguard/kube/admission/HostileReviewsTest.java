package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.BINDING;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE_UID;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.read;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.tree;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Unreadable;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileReviewsTest {

    private static final String OBJECT = "/request/object";

    private static final List<String> IN_A_ROLE = List.of(
            "/apiVersion",
            "/request/operation",
            "/request/namespace",
            "/request/kind",
            "/request/kind/group",
            "/request/kind/version",
            "/request/kind/kind",
            "/request/userInfo",
            "/request/userInfo/username",
            "/request/dryRun",
            OBJECT,
            OBJECT + "/metadata",
            OBJECT + "/metadata/name",
            OBJECT + "/metadata/labels",
            OBJECT + "/rules",
            OBJECT + "/rules/0",
            OBJECT + "/rules/0/verbs",
            OBJECT + "/rules/0/verbs/1",
            OBJECT + "/rules/0/apiGroups",
            OBJECT + "/rules/0/apiGroups/0",
            OBJECT + "/rules/0/resources",
            OBJECT + "/rules/0/resources/0",
            OBJECT + "/rules/0/resourceNames",
            OBJECT + "/rules/0/resourceNames/0",
            OBJECT + "/rules/1/nonResourceURLs",
            OBJECT + "/rules/1/nonResourceURLs/1");

    private static final List<String> IN_A_BINDING = List.of(
            OBJECT + "/subjects",
            OBJECT + "/subjects/0",
            OBJECT + "/subjects/1/kind",
            OBJECT + "/subjects/1/name",
            OBJECT + "/subjects/1/namespace",
            OBJECT + "/roleRef",
            OBJECT + "/roleRef/kind",
            OBJECT + "/roleRef/name",
            "/request/oldObject",
            "/request/oldObject/roleRef/name");

    static Stream<Arguments> wrongTypes() {
        return Stream.concat(
                IN_A_ROLE.stream().flatMap(path -> spoiled(ROLE, path)),
                IN_A_BINDING.stream().flatMap(path -> spoiled(BINDING, path)));
    }

    private static Stream<Arguments> spoiled(String review, String path) {
        JsonNode good = tree(review).at(path);
        return Stream.of("7", "true", "\"text\"", "[]", "{}")
                .filter(value -> good.isMissingNode()
                        ? !value.startsWith("\"") // the absent fields are strings
                        : good.getNodeType() != tree(value).getNodeType())
                .map(value -> Arguments.of(path, value, with(review, path, value)));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("wrongTypes")
    void aWrongTypeAnywhereIsSaidWithItsPlace(String path, String value, String review) {
        assertThat(read(review)).isInstanceOfSatisfying(Unreadable.class, it -> {
            assertThat(it.uid()).isEqualTo(tree(review).at("/request/uid").textValue());
            assertThat(it.reason()).startsWith("expected ").endsWith(" at " + path);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "[]", "{}", "\"\""})
    void noUidIsEverMadeUp(String uid) {
        assertThat(read(with(ROLE, "/request/uid", uid)))
                .isInstanceOf(Unreadable.class)
                .extracting(AdmissionRequest::uid)
                .isEqualTo("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\"                         | expected an object at the top of the body",
                "[]                           | expected an object at the top of the body",
                "\"text\"                     | expected an object at the top of the body",
                "null                         | apiVersion is \"\", expected admission.k8s.io/v1",
                "{}                           | apiVersion is \"\", expected admission.k8s.io/v1",
                "{\"request\":[]}             | expected an object at /request",
                "{\"apiVersion\":\"admission.k8s.io/v1\"} | request.uid is missing",
                "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"u\"}} | request.operation is \"\", expected CREATE, UPDATE or DELETE",
            })
    void whatIsNoReviewIsSaidToBeNone(String body, String reason) {
        assertThat(read(body)).isInstanceOfSatisfying(Unreadable.class, it -> assertThat(it.reason())
                .isEqualTo(reason));
    }

    @Test
    void nothingIsNoReview() {
        assertThat(read("")).isEqualTo(new Unreadable("", "expected an object at the top of the body"));
    }

    @ParameterizedTest
    @CsvSource({
        "/apiVersion, admission.k8s.io/v1beta1, 'apiVersion is \"admission.k8s.io/v1beta1\", expected admission.k8s.io/v1'",
        "/request/operation, CONNECT, 'request.operation is \"CONNECT\", expected CREATE, UPDATE or DELETE'",
        "/request/kind/kind, Pod, request.kind is rbac.authorization.k8s.io/v1 Pod",
        "/request/kind/version, v2, request.kind is rbac.authorization.k8s.io/v2 ClusterRole",
        "/request/kind/group, example.com, request.kind is example.com/v1 ClusterRole",
    })
    void whatIsNotKnownIsNotLetPass(String path, String value, String reason) {
        assertThat(read(with(ROLE, path, "\"" + value + "\""))).isInstanceOfSatisfying(Unreadable.class, it -> {
            assertThat(it.uid()).isEqualTo(ROLE_UID);
            assertThat(it.reason()).startsWith(reason);
        });
    }

    @Test
    void aMissingObjectIsNotLetPass() {
        assertThat(read(with(ROLE, OBJECT, "null"))).isEqualTo(new Unreadable(ROLE_UID, "request.object is missing"));
    }

    @Test
    void aKeyThatStandsTwiceHidesNothing() {
        assertMalformed(ROLE.replace("\"rules\":", "\"rules\":[],\"rules\":"));
    }

    @Test
    void anObjectThatStandsTwiceHidesNothing() {
        assertMalformed(ROLE.replace("\"oldObject\":null", "\"object\":{}"));
    }

    @Test
    void whatIsNestedTooDeepIsNotRead() {
        assertMalformed(ROLE.replace("\"dryRun\":false", "\"more\":" + "[".repeat(100_000)));
    }

    @Test
    void aBodyThatIsCutOffIsNotRead() {
        assertMalformed(ROLE.substring(0, ROLE.length() / 2));
    }

    @Test
    void invalidUtf8IsNotRead() {
        assertThat(AdmissionReviewReader.read(
                        ROLE.replace("deployers", "\u00ff").getBytes(ISO_8859_1)))
                .isInstanceOf(Unreadable.class)
                .extracting(AdmissionRequest::uid)
                .isEqualTo(ROLE_UID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "x", "]", "null", "7"})
    void nothingMayStandBehindTheEnd(String more) {
        assertThat(read(ROLE + more))
                .isInstanceOf(Unreadable.class)
                .extracting(AdmissionRequest::uid)
                .isEqualTo(ROLE_UID);
    }

    @Test
    void aByteOrderMarkChangesNothing() {
        assertThat(AdmissionReviewReader.read(("\ufeff" + ROLE).getBytes(UTF_8)))
                .isEqualTo(read(ROLE));
    }

    @Test
    void theUidIsFoundBehindWhatIsWrong() {
        String review = "{\"request\":{\"object\":7,\"uid\":\"late\"},\"apiVersion\":\"admission.k8s.io/v1\"}";

        assertThat(read(review)).isEqualTo(new Unreadable("late", "expected an object at /request/object"));
    }

    @Test
    void longValuesAreNotRepeatedInFull() {
        String name = "x".repeat(40_000);

        assertThat(read("{\"apiVersion\":\"" + name + "\"}"))
                .isInstanceOfSatisfying(
                        Unreadable.class, it -> assertThat(it.reason()).hasSizeLessThan(200));
    }

    @Test
    void everyPrefixOfAReviewIsUnreadable() {
        byte[] review = ROLE.strip().getBytes(UTF_8);
        for (int length = 0; length < review.length; length++) {
            assertThat(AdmissionReviewReader.read(Arrays.copyOf(review, length)))
                    .as("the first %s bytes", length)
                    .isNotInstanceOf(Judgeable.class);
        }
    }

    private static void assertMalformed(String review) {
        assertThat(read(review)).isInstanceOfSatisfying(Unreadable.class, it -> {
            assertThat(it.uid()).isEqualTo(ROLE_UID);
            assertThat(it.reason()).startsWith("the body is not the JSON of an AdmissionReview");
        });
    }
}
