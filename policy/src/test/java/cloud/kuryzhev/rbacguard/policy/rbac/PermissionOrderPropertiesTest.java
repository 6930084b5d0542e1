package cloud.kuryzhev.rbacguard.policy.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PermissionOrderPropertiesTest {

    @Provide
    Arbitrary<Permission> permissions() {
        return Arbitraries.of(SmallWorld.REQUESTS);
    }

    @Property
    void onlyEqualPermissionsCompareAsEqual(@ForAll("permissions") Permission a, @ForAll("permissions") Permission b) {
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    }

    @Property
    void theOrderIsTransitive(
            @ForAll("permissions") Permission a,
            @ForAll("permissions") Permission b,
            @ForAll("permissions") Permission c) {
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertThat(a).isLessThanOrEqualTo(c);
        }
    }

    @Example
    void aSortedSetLosesNone() {
        assertThat(new TreeSet<>(SmallWorld.REQUESTS)).hasSameSizeAs(SmallWorld.REQUESTS);
    }
}
