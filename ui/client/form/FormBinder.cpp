#include "ui/client/form/FormBinder.h"

#include "domain/rules/FieldRules.h"
#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/LifetimeEdit.h"
#include "ui/client/form/OriginsEdit.h"
#include "ui/client/form/TextListEdit.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/records/FieldForm.h"
#include "ui/records/HelpLabel.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QScopedValueRollback>

namespace gatehouse {

FormBinder::FormBinder(FieldForm &form, ClientDraft &draft, ValidationController &validation)
    : QObject(&form), m_draft(draft), m_validation(validation), m_typing(new TypingFilter(draft, this))
{
    for (const ClientFieldInfo &info : clientFields()) {
        const QString column = QString::fromLatin1(info.name);
        if (QWidget *widget = form.fieldOf(column)) {
            bind(info.field, widget);
            m_helps.insert(info.field, form.helpOf(column));
        }
    }
    connect(&validation, &ValidationController::validated, this, &FormBinder::show);
}

void FormBinder::bind(ClientField field, QWidget *widget)
{
    m_widgets.insert(field, widget);
    widget->installEventFilter(m_typing);
    if (auto *lifetime = qobject_cast<LifetimeEdit *>(widget))
        connect(lifetime, &QLineEdit::textChanged, this,
                [this, field, lifetime] { write(field, lifetime->value()); });
    else if (auto *origins = qobject_cast<OriginsEdit *>(widget))
        bindOrigins(field, origins);
    else if (auto *list = qobject_cast<TextListEdit *>(widget))
        connect(list, &QPlainTextEdit::textChanged, this,
                [this, field, list] { writeList(field, list->texts()); });
    else if (auto *lines = qobject_cast<MarkedTextEdit *>(widget))
        connect(lines, &QPlainTextEdit::textChanged, this,
                [this, field, lines] { write(field, lines->text()); });
    else if (auto *edit = qobject_cast<QLineEdit *>(widget))
        connect(edit, &QLineEdit::textChanged, this,
                [this, field](const QString &text) { write(field, text); });
    else if (auto *box = qobject_cast<QCheckBox *>(widget))
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) { write(field, on); });
    else if (auto *combo = qobject_cast<KeyComboBox *>(widget))
        connect(combo, &KeyComboBox::keyChosen, this,
                [this, field](const QString &key) { write(field, key); });
}

/// What the binder itself shows was not typed. Blocking the widget's signals instead would keep a line edit
/// from showing and hiding its clear button.
void FormBinder::write(ClientField field, const QVariant &value)
{
    if (!m_showing)
        m_draft.table(field).setData(m_draft.cell(field), value);
}

void FormBinder::writeList(ClientField field, const QStringList &texts)
{
    if (!m_showing)
        m_draft.names(field).editTexts(texts);
}

void FormBinder::bindOrigins(ClientField field, OriginsEdit *origins)
{
    connect(origins, &QPlainTextEdit::textChanged, this, [this, field, origins] {
        if (!m_showing)
            m_draft.serverTexts(field).editTextsOn(origins->server(), origins->texts());
    });
    connect(origins, &OriginsEdit::serverChosen, this, [this, field, origins] {
        m_draft.endTyping();
        showValue(field, origins);
    });
}

void FormBinder::showOrigins(ClientField field, OriginsEdit &origins)
{
    if (m_subject != m_draft.subject()) {
        m_subject = m_draft.subject();
        origins.setServer({});
    }
    QMap<QString, QStringList> texts;
    if (m_draft.isOpen())
        texts = m_draft.serverTexts(field).textsByServer();
    QMap<QString, qsizetype> servers;
    for (const QString &server : m_validation.records().servers + texts.keys())
        servers.insert(server, texts.value(server).size());
    servers.remove({});
    origins.setServers(servers);
    origins.setTexts(texts.value(origins.server()));
}

void FormBinder::showOriginsOf(int row)
{
    const auto field = ClientField::AllowedCorsOrigins;
    const QList<ServerRow> rows = rowsOf(m_draft.normalized(), field);
    auto *origins = qobject_cast<OriginsEdit *>(m_widgets.value(field));
    if (!origins || row >= rows.size())
        return;
    origins->setServer(rows.at(row).server);
    showValue(field, origins);
}

void FormBinder::show()
{
    for (const auto [field, widget] : m_widgets.asKeyValueRange()) {
        showValue(field, widget);
        showState(field, widget);
    }
    for (const auto [field, help] : m_helps.asKeyValueRange())
        showHelp(field, *help);
}

void FormBinder::showValue(ClientField field, QWidget *widget)
{
    const QScopedValueRollback showing(m_showing, true);
    const QVariant value = shownValue(field);
    if (auto *lifetime = qobject_cast<LifetimeEdit *>(widget)) {
        lifetime->setValue(value);
    } else if (auto *origins = qobject_cast<OriginsEdit *>(widget)) {
        showOrigins(field, *origins);
    } else if (auto *list = qobject_cast<TextListEdit *>(widget)) {
        list->setTexts(value.toStringList());
    } else if (auto *lines = qobject_cast<MarkedTextEdit *>(widget)) {
        if (lines->text() != value.toString())
            lines->setPlainText(value.toString());
    } else if (auto *edit = qobject_cast<QLineEdit *>(widget)) {
        if (edit->text() != value.toString())
            edit->setText(value.toString());
    } else if (auto *box = qobject_cast<QCheckBox *>(widget)) {
        box->setChecked(value.toBool());
    } else if (auto *combo = qobject_cast<KeyComboBox *>(widget)) {
        combo->setKey(value.toString());
    }
}

/// What would be saved, or was typed and cannot be.
QVariant FormBinder::shownValue(ClientField field)
{
    const QVariant value = fieldValue(m_draft.normalized(), field);
    const bool isUnreadable =
        fieldInfo(field).kind == FieldKind::Number && value == rules::unreadableLifetime;
    return isUnreadable ? m_draft.cell(field).data(Qt::EditRole) : value;
}

void FormBinder::showState(ClientField field, QWidget *widget)
{
    const rules::FieldState state = m_validation.stateOf(field);
    widget->setEnabled(m_draft.isOpen() && state.isEditable());
    widget->setToolTip(state.reason);
}

void FormBinder::showHelp(ClientField field, HelpLabel &help)
{
    const QList<Problem> problems = m_validation.problemsOf(field);
    const bool isUntouched = m_draft.isNew() && fieldText(m_draft.typed(), field).isEmpty();
    if (isUntouched || problems.isEmpty() || problems.first().severity == Severity::Advice)
        return help.showReason(m_validation.stateOf(field).reason);
    const Problem &problem = problems.first();
    help.showFinding(problem.text, problem.gate == Gate::Save ? HelpLabel::Bold : HelpLabel::Light);
}

}
