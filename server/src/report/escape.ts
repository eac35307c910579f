/** The escapes lie in `text/`, since hover texts are untrusted as well; reports take them from here. */
export { codeBlock, codeSpan, prose, visible, wholeText } from '../text/escape';
