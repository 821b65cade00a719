"""What an accessible object is, and how to find others below it."""
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

from waiting import matches, norm, wait_until  # noqa: E402

ITEM_VIEWS = {"table", "tree", "tree table", "list"}
ITEMS = {"table cell", "list item", "tree item", "table column header", "table row header"}
BUTTONS = ("button", "push button", "toggle button", "push button menu")
FIELDS = ("text", "password text", "spin button", "entry")
MOST_CHILDREN = 2000


class Accessible:
    """An accessible object by role, label, state and contents; wraps Atspi.Accessible."""

    def __init__(self, accessible, app):
        self.a, self.app = accessible, app

    @property
    def role(self):
        return self.a.get_role_name()

    @property
    def name(self):
        return self.a.get_name() or ""

    @property
    def description(self):
        return self.a.get_description() or ""

    @property
    def id(self):
        """objectName path (language independent); its last component is the QObject's name."""
        return self.a.get_accessible_id() or ""

    @property
    def labels(self):
        found = [norm(self.name)]
        for relation in self.a.get_relation_set() or []:
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                found += [norm(relation.get_target(i).get_name()) for i in range(relation.get_n_targets())]
        return found

    def has(self, state):
        return self.a.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    @property
    def states(self):
        return sorted(state.value_nick for state in self.a.get_state_set().get_states())

    @property
    def enabled(self):
        return self.has("enabled")

    @property
    def checked(self):
        return self.has("checked")

    @property
    def selected(self):
        return self.has("selected")

    @property
    def focused(self):
        return self.has("focused")

    @property
    def showing(self):
        return self.has("showing") and self.has("visible")

    @property
    def editable(self):
        return self.has("editable") and not self.has("read_only")

    @property
    def text(self):
        """Contents of an editable field or a label; '' for a password."""
        contents = self.a.get_text_iface()
        if contents is None:
            return self.name
        return Atspi.Text.get_text(contents, 0, Atspi.Text.get_character_count(contents))

    @property
    def length(self):
        """How many characters an editable field holds; of a password, too."""
        return Atspi.Text.get_character_count(self.a.get_text_iface())

    @property
    def value(self):
        value = self.a.get_value_iface()
        return None if value is None else Atspi.Value.get_current_value(value)

    @property
    def rect(self):
        extents = self.a.get_component_iface().get_extents(Atspi.CoordType.SCREEN)
        return extents.x, extents.y, extents.width, extents.height

    def __repr__(self):
        try:
            return f"<{self.role} {self.name!r}>"
        except Exception:
            return "<defunct>"

    def children(self):
        found = (self.a.get_child_at_index(i) for i in range(min(self.a.get_child_count(), MOST_CHILDREN)))
        return [type(self)(child, self.app) for child in found if child is not None]

    def walk(self, only_showing=True, into_items=False):
        for child in self.children():
            try:
                if only_showing and not child.has("visible"):
                    continue  # hidden tab pages, closed popups
                is_view = child.role in ITEM_VIEWS
            except Exception:  # gone since it was listed
                continue
            yield child
            if into_items or not is_view:  # a cell costs a D-Bus call: no table is walked by accident
                yield from child.walk(only_showing, into_items)

    def find_all(self, role=None, name=None, only_showing=True):
        roles = {role} if isinstance(role, str) else set(role or ())
        found = []
        for element in self.walk(only_showing, into_items=bool(roles & ITEMS)):
            try:
                if roles and element.role not in roles:
                    continue
                if name is None or any(matches(label, name) for label in element.labels):
                    found.append(element)
            except Exception:  # gone since it was listed
                continue
        return found

    def find(self, role=None, name=None, nth=0, timeout=None, only_showing=True):
        """The nth match in document order, waiting until it appears."""
        def look():
            found = self.find_all(role, name, only_showing)
            return (found[nth],) if len(found) > nth else None
        return wait_until(look, timeout, f"{role} {name!r} in {self!r}")[0]

    def absent(self, role=None, name=None):
        return not self.find_all(role, name)

    def check_box(self, name, **how):
        return self.find("check box", name, **how)

    def radio(self, name, **how):
        return self.find("radio button", name, **how)

    def button(self, name, **how):
        return self.find(BUTTONS, name, **how)

    def field(self, name, **how):
        return self.find(FIELDS, name, **how)

    def combo(self, name, **how):
        return self.find("combo box", name, **how)

    def table(self, name=None, **how):
        return self.find(ITEM_VIEWS, name, **how)

    def tab(self, name, **how):
        return self.find("page tab", name, **how)

    def label(self, name, **how):
        return self.find("label", name, **how)

    def tree(self, depth=0):
        lines = ["  " * depth + f"{self.role} {self.name!r} {','.join(self.states)}"]
        for child in self.children():
            try:
                lines.append(child.tree(depth + 1))
            except Exception as error:
                lines.append("  " * (depth + 1) + f"!{error}")
        return "\n".join(lines)
