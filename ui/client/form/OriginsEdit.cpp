#include "ui/client/form/OriginsEdit.h"

#include "draft/TextListTable.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/ReadOnlyGuard.h"

#include <QBoxLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace gatehouse {

OriginsEdit::OriginsEdit(QWidget *parent)
    : TextListEdit(parent), m_together(new QWidget), m_choice(new QWidget), m_onlyOn(new KeyComboBox)
{
    ReadOnlyGuard::except(*m_onlyOn); // of which server they are shown
    auto *label = new QLabel(onlyon::title() + u':');
    label->setBuddy(m_onlyOn);
    auto *choice = new QHBoxLayout(m_choice);
    choice->setContentsMargins({});
    choice->addWidget(label);
    choice->addWidget(m_onlyOn, 1);
    auto *layout = new QVBoxLayout(m_together);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addWidget(m_choice);
    layout->addWidget(this);
    setServers({});
    connect(m_onlyOn, &KeyComboBox::keyChosen, this, &OriginsEdit::serverChosen);
}

void OriginsEdit::setServers(const QMap<QString, qsizetype> &servers)
{
    QList<KeyComboBox::Item> items{{QString(), onlyon::text({})}};
    for (const auto &[server, count] : servers.asKeyValueRange())
        items << KeyComboBox::Item{server,
                                   count > 0 ? u"%1 (%2)"_s.arg(server, QString::number(count)) : server};
    m_onlyOn->setItems(items);
    m_choice->setVisible(!servers.isEmpty());
}

QString OriginsEdit::server() const
{
    return m_onlyOn->key();
}

void OriginsEdit::setServer(const QString &server)
{
    m_onlyOn->setKey(server);
}

}
