"""How light falls on the specimen: one fragment program for moving, still and exported pictures.

VTK's own lights cost half of a software frame, and its physically based shader takes seconds to compile; this
program is a few dozen instructions. Directions are those of the eye (x right, y up, z towards the eye), so the
light stays with the viewer: key from the upper left, fill from the right, soft light from above, a little from
below (the nuchal plane is black without it), and a rim where a surface turns away.
"""

from __future__ import annotations

_LIT = """
  vec3 n = normalVCVSOutput;
  vec3 tissue = diffuseColor * diffuseColor;
  float key = max(dot(n, vec3(-0.50, 0.59, 0.63)) * 0.84 + 0.16, 0.0);
  float fill = max(dot(n, vec3(0.84, 0.10, 0.53)) * 0.8 + 0.2, 0.0);
  float away = 1.0 - max(n.z, 0.0);
  vec3 light = vec3(1.28, 1.235, 1.14) * key * key
    + vec3(0.20, 0.205, 0.22) * fill
    + mix(vec3(0.105, 0.10, 0.092), vec3(0.165, 0.17, 0.18), 0.5 + 0.5 * n.y)
    + vec3(0.15, 0.16, 0.17) * away * away * away;
  float glint = max(dot(n, vec3(-0.277, 0.327, 0.903)), 0.0);
  float sheen = glint * glint; sheen *= sheen; sheen *= sheen; sheen *= sheen;
  float spark = sheen * sheen; spark *= spark;
"""
# The shoulder of film: bright bone keeps its relief instead of turning white; then back from light to display values.
_SEEN = "sqrt(shade * (1.0 + 0.10 * shade) / (1.0 + 0.72 * shade)) * 1.07"

SOLID = f"""{_LIT}
  vec3 shade = tissue * (light + 0.24 * opacity * opacity) + opacity * (0.10 * sheen + 0.16 * spark);
  gl_FragData[0] = vec4({_SEEN}, 1.0);
"""
"""Alpha of a vertex colour is how moist a tissue is (0-1): how much it shines, and how much light it passes on."""

GHOST = f"""{_LIT}
  vec3 shade = tissue * light + 0.04 * sheen;
  gl_FragData[0] = vec4({_SEEN}, min(opacity * (0.8 + 0.9 * away * away), 1.0));
"""
"""Alpha of a vertex colour is its opacity; a surface that turns away from the eye is denser, as glass is."""
