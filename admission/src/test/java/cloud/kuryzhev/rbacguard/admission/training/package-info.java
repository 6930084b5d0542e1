/** The run whose loaded classes and profiles are shipped as the service's AOT cache (JEP 514, JEP 515). */
@NullMarked
package cloud.kuryzhev.rbacguard.admission.training;

import org.jspecify.annotations.NullMarked;
