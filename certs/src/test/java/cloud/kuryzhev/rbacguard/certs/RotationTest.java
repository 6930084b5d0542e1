package cloud.kuryzhev.rbacguard.certs;

import static cloud.kuryzhev.rbacguard.certs.Fixtures.NAMES;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.NOW;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.RANDOM;
import static cloud.kuryzhev.rbacguard.certs.Fixtures.ROTATION;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.certs.Rotation.Step;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {

    private final Step first = ROTATION.next(Map.of(), NOW);

    @Test
    void nothingStoredMakesAllAnew() {
        assertThat(first.changes())
                .containsExactly("new CA: ca.crt is absent", "new serving certificate: tls.crt is absent");
        assertThat(first.certificates().trusted())
                .containsExactly(first.certificates().authority().certificate());
    }

    @Test
    void whatIsCurrentIsKept() {
        Instant renewal = first.certificates().renewal();

        Step next = ROTATION.next(stored(first), renewal.minusMillis(1));

        assertThat(next.changes()).isEmpty();
        assertThat(next.certificates().serving().certificate()).isEqualTo(serving(first));
        assertThat(next.certificates().renewal()).isEqualTo(renewal);
    }

    @Test
    void aDueServingCertificateIsRenewedByTheSameAuthority() {
        Step next = ROTATION.next(stored(first), first.certificates().renewal());

        assertThat(next.changes())
                .containsExactly("new serving certificate: tls.crt is due, it expires at 2026-03-31T12:00:00Z");
        assertThat(next.certificates().trusted()).isEqualTo(first.certificates().trusted());
    }

    @Test
    void aDueAuthorityIsReplacedAndStaysTrustedWhileTheServingCertificateWaitsForTheNextStep() {
        Instant due = Renewal.timeOf(first.certificates().authority().certificate());
        Step before = ROTATION.next(stored(first), due.minus(Duration.ofDays(25)));

        Step replaced = ROTATION.next(stored(before), due);
        Step after = ROTATION.next(stored(replaced), due);

        assertThat(replaced.changes()).singleElement().asString().startsWith("new CA: ca.crt is due");
        assertThat(replaced.certificates().trusted())
                .hasSize(2)
                .containsAll(first.certificates().trusted());
        assertThat(serving(replaced)).isEqualTo(serving(before));
        assertThat(after.changes()).singleElement().asString().startsWith("new serving certificate: tls.crt is due");
        assertThat(serving(after).getNotAfter()).isEqualTo(due.plus(Duration.ofDays(30)));
    }

    @Test
    void everyServingCertificateOfFiveYearsChainsToWhatWasTrustedAStepBefore() throws Exception {
        Step last = first;
        for (Instant now = NOW; now.isBefore(NOW.plus(Duration.ofDays(5 * 365))); now = now.plus(Duration.ofDays(5))) {
            Step next = ROTATION.next(stored(last), now);

            assertThat(new StoredCertificates(next.certificates().files(), now)
                            .serving(NAMES, last.certificates().trusted(), true))
                    .isInstanceOf(Checked.Good.class);
            assertThat(next.certificates().trusted()).hasSizeLessThanOrEqualTo(2);
            last = next;
        }
    }

    @Test
    void anExpiredAuthorityIsTrustedNoMore() {
        Step next = ROTATION.next(stored(first), NOW.plus(Duration.ofDays(366)));

        assertThat(next.changes()).hasSize(2).first().asString().startsWith("new CA: ca.crt expired at 2027-03-01");
        assertThat(next.certificates().trusted())
                .doesNotContainAnyElementsOf(first.certificates().trusted());
    }

    @Test
    void aClockSetBackMakesCertificatesThatAreValidNowAndTrustsTheOthersStill() {
        Step next = ROTATION.next(stored(first), NOW.minus(Duration.ofHours(1)));

        assertThat(next.changes()).hasSize(2).allSatisfy(change -> assertThat(change)
                .contains("is not valid before", "check the clocks"));
        assertThat(next.certificates().trusted()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ca.crt,  new CA: ca.crt holds 0 CERTIFICATE blocks; new serving certificate: tls.crt does not chain to ca.crt",
        "ca.key,  new CA: ca.key holds 0 PRIVATE KEY blocks",
        "tls.crt, new serving certificate: tls.crt holds 0 CERTIFICATE blocks",
        "tls.key, new serving certificate: tls.key holds 0 PRIVATE KEY blocks",
    })
    void onlyWhatIsCorruptIsMadeAnew(String name, String changes) {
        Map<String, byte[]> files = stored(first);
        files.put(name, "garbage".getBytes(US_ASCII));

        assertThat(ROTATION.next(files, NOW).changes())
                .zipSatisfy(List.of(changes.split("; ")), (change, start) -> assertThat(change)
                        .startsWith(start));
    }

    @Test
    void theKeyOfAnotherCertificateIsFound() {
        Map<String, byte[]> files = stored(first);
        files.put("tls.key", Pem.write(Fixtures.authority().identity().key()));

        assertThat(ROTATION.next(files, NOW).changes())
                .containsExactly("new serving certificate: tls.key is not the ECDSA key of tls.crt");
    }

    @Test
    void aServingCertificateOfAnotherAuthorityOfTheSameNameIsFound() {
        Identity foreign = Fixtures.authority().issue(NAMES, NOW, RANDOM);
        Map<String, byte[]> files = stored(first);
        files.put("tls.crt", Pem.write(foreign.chain()));
        files.put("tls.key", Pem.write(foreign.key()));

        assertThat(ROTATION.next(files, NOW).changes())
                .singleElement()
                .asString()
                .startsWith("new serving certificate: tls.crt does not chain to ca.crt");
    }

    @Test
    void otherNamesNeedAnotherCertificate() {
        Step next = new Rotation("rbac-guard test CA", NAMES.and("example.org"), RANDOM).next(stored(first), NOW);

        assertThat(next.changes()).containsExactly("new serving certificate: tls.crt bears other names");
    }

    @Test
    void aServingCertificateInPlaceOfTheAuthorityIsNotTrusted() {
        Map<String, byte[]> files = stored(first);
        files.put("ca.crt", Pem.write(first.certificates().serving().chain()));
        files.put("ca.key", Pem.write(first.certificates().serving().key()));

        Step next = ROTATION.next(files, NOW);

        assertThat(next.changes()).contains("new CA: ca.crt is not a CA");
        assertThat(next.certificates().trusted())
                .containsExactly(next.certificates().authority().certificate());
    }

    private static Map<String, byte[]> stored(Step step) {
        return step.certificates().files();
    }

    private static X509Certificate serving(Step step) {
        return step.certificates().serving().certificate();
    }
}
