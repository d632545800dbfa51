/// From a text to a block on the chain: mining on the tip, for the console and for clients of HTTP.
@NullMarked
package tsunagi.app.mining;

import org.jspecify.annotations.NullMarked;
