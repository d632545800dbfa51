@NullMarked
package tsunagi.chain;

import org.jspecify.annotations.NullMarked;
