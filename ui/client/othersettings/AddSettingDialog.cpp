#include "ui/client/othersettings/AddSettingDialog.h"

#include "domain/formats/ClientFormat.h"
#include "ui/client/othersettings/SettingText.h"
#include "ui/client/othersettings/SettingsModel.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace gatehouse {

AddSettingDialog::AddSettingDialog(SettingsModel &model, const QModelIndex &container, QWidget *parent)
    : QDialog(parent)
    , m_model(model)
    , m_container(container)
    , m_format(new KeyComboBox)
    , m_name(new LineEdit)
    , m_kind(new KeyComboBox)
{
    setWindowTitle(tr("Add setting"));
    QList<KeyComboBox::Item> formats;
    for (const auto &format : clientFormats()) {
        if (format->name() != "gatehouse"_L1)
            formats << KeyComboBox::Item{format->name(), format->title()};
    }
    m_format->setItems(formats);
    QList<KeyComboBox::Item> kinds;
    for (const Choice &choice : settingtext::kindChoices())
        kinds << KeyComboBox::Item{choice.key, choice.text};
    m_kind->setItems(kinds);
    build();
    connect(m_name, &QLineEdit::textChanged, this, &AddSettingDialog::showState);
    connect(m_format, &KeyComboBox::keyChosen, this, &AddSettingDialog::showState);
    showState();
}

void AddSettingDialog::build()
{
    auto *fields = new FieldLayout;
    if (m_container.isValid()) {
        m_format->setParent(this);
        m_format->hide();
        auto *place = new QLabel(m_container.data(SettingsModel::PlaceRole).toString());
        place->setTextFormat(Qt::PlainText);
        fields->addField(tr("In:"), place);
    } else {
        fields->addField(tr("&Format:"), m_format,
                         tr("It goes out with exports and pushes in this format alone."));
    }
    m_help = fields->addField(tr("&Name:"), m_name, tr("As the format has it, for example response_types."));
    fields->addField(tr("&Kind:"), m_kind);
    const DialogButtons buttons = dialogButtons(*this, tr("&Add setting"));
    m_accept = buttons.accept;
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(440);
}

QModelIndex AddSettingDialog::target() const
{
    return m_container.isValid() ? QModelIndex(m_container) : m_model.indexOf(m_format->key());
}

QString AddSettingDialog::fault() const
{
    const QModelIndex into = target();
    if (m_name->text().isEmpty() || !into.isValid() || !m_model.hasMember(into, m_name->text()))
        return {};
    return tr("There is a setting of that name already. Edit it, or choose another name.");
}

void AddSettingDialog::showState()
{
    const bool isElement = m_model.isList(m_container);
    m_name->setEnabled(!isElement);
    m_help->showFinding(fault());
    m_accept->setEnabled(isElement || (!m_name->text().isEmpty() && fault().isEmpty()));
}

QString AddSettingDialog::add()
{
    const auto kind = settingtext::kindOfKey(m_kind->key()).value_or(settingstree::Kind::Text);
    if (!m_container.isValid()) {
        m_model.addTo(m_format->key(), m_name->text(), kind);
        return json::member(m_format->key(), json::fromText(m_name->text()));
    }
    const QString place = m_container.data(SettingsModel::PlaceRole).toString();
    const QString made = m_model.isList(m_container)
                             ? json::element(place, std::size_t(m_model.rowCount(m_container)))
                             : json::member(place, json::fromText(m_name->text()));
    m_model.add(m_container, m_name->text(), kind);
    return made;
}

}
