"""What a person can do with an accessible object: press, type, choose, read a table."""
from gi.repository import Atspi

from atspi_finding import Accessible
from waiting import NotFound, norm, wait_until


class Element(Accessible):
    """An accessible object that can be acted on, by accessibility actions or by mouse and keyboard."""

    # --- by accessibility: fast, needs no focus ---
    def actions(self):
        return [self.a.get_action_name(i) for i in range(self.a.get_n_actions())]

    def act(self, *wanted):
        """Does the first of the wanted actions that there is."""
        self._demand_enabled()
        have = self.actions()
        for action in wanted:
            if action in have:
                self.a.do_action(have.index(action))
                return self
        raise AssertionError(f"{self!r} has no action {wanted}, only {have}")

    def _demand_enabled(self):
        if not self.enabled:
            raise AssertionError(f"{self!r} is disabled")

    def press(self):
        return self.act("Press", "Toggle", "ShowMenu")

    def toggle(self):
        return self.act("Toggle", "Press")

    def focus(self):
        self.a.get_component_iface().grab_focus()
        return self

    def check(self, on=True):
        if self.checked != on:
            self.toggle()
            wait_until(lambda: self.checked == on, what=f"{self!r} checked={on}")
        return self

    def uncheck(self):
        return self.check(False)

    def set_text(self, text):
        """QLineEdit::setText: emits textChanged but NOT textEdited. Prefer type()."""
        Atspi.EditableText.set_text_contents(self.a.get_editable_text_iface(), text)
        return self

    def set_value(self, value):
        Atspi.Value.set_current_value(self.a.get_value_iface(), float(value))
        return self

    # --- as a person: mouse and keyboard ---
    def click(self, button=1, times=1, at=None):
        """at: x and y from the top left corner, the middle unless given."""
        self._demand_enabled()
        x, y, width, height = self.rect
        dx, dy = at or (width // 2, height // 2)
        self.app.desk.xdo("mousemove", x + dx, y + dy, "click", "--repeat", times, button)
        return self

    def double_click(self):
        return self.click(times=2)

    def pick_popup(self, index, context=False):
        """Context menus and button menus are NOT in Qt's accessible tree: choose by position (1 = first)."""
        before = self.app.desk.visible_windows()
        self.click(button=3 if context else 1)
        wait_until(lambda: self.app.desk.visible_windows() - before, what=f"the menu of {self!r}")
        self.app.desk.key(*["Down"] * index, "Return")
        return self

    def focus_keyboard(self):
        """Keyboard focus as a person gets it; without a window manager only a click gives X focus."""
        self.focus()
        try:
            wait_until(lambda: self.focused, 0.4, f"focus on {self!r}")
        except NotFound:
            self.click()
            wait_until(lambda: self.focused, what=f"focus on {self!r}")
        return self

    def type(self, text, clear=True, tab=False):
        self.focus_keyboard()
        if clear:
            self.app.desk.key("ctrl+a", "Delete")
        readable = self.role != "password text"
        self.app.desk.type(text, (lambda line: line in self.text) if readable else None)
        if clear and not readable:
            wait_until(lambda: self.length == len(text), what=f"all that was typed in {self!r}")
        if tab:
            self.app.desk.key("Tab")
        return self

    def paste(self, text):
        """As a person pastes it: text may hold several lines and any character."""
        self.focus_keyboard()
        self.app.desk.paste(text)
        return self

    def choose(self, item):
        """Combo box: opens the popup and presses the item."""
        self.act("ShowMenu", "Press")
        entry = self.find("list item", item)
        entry.click() if entry.showing else entry.toggle()
        wait_until(lambda: norm(self.name) == norm(item) or self.text == item, what=f"{self!r} to show {item!r}")
        return self

    def options(self):
        return [entry.name for entry in self.find_all("list item", only_showing=False)]

    # --- tables ---
    @property
    def _table(self):
        return self.a.get_table_iface()

    def headers(self):
        table = self._table
        return [Atspi.Table.get_column_description(table, column)
                or Atspi.Table.get_column_header(table, column).get_name()
                for column in range(table.get_n_columns())]

    def n_rows(self):
        return self._table.get_n_rows()

    def cell(self, row, column):
        if isinstance(column, str):
            column = self.headers().index(column)
        return Element(Atspi.Table.get_accessible_at(self._table, row, column), self.app)

    def rows(self):
        columns = self._table.get_n_columns()
        return [[self.cell(row, column).name for column in range(columns)] for row in range(self.n_rows())]

    def row_of(self, text, column=0):
        for row in range(self.n_rows()):
            if self.cell(row, column).name == text:
                return row
        raise NotFound(f"no row {text!r} in {self!r}")

    def check_cell(self, row, column, on=True):
        """A checkable item: the AT-SPI 'Toggle' action only selects, so the indicator is clicked."""
        cell = self.cell(row, column)
        if cell.checked != on:
            cell.click(at=(10, cell.rect[3] // 2))
            wait_until(lambda: self.cell(row, column).checked == on, what=f"cell {row},{column} checked={on}")
        return self

    def select_row(self, row, column=0):
        self.cell(row, column).click()
        return self
