/** Where libraries may keep what they would keep on the global object: a page gets no global but `askling`. */
export default {};
