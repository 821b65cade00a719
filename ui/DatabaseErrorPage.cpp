#include "ui/DatabaseErrorPage.h"

#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

DatabaseErrorPage::DatabaseErrorPage(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_retry(new QPushButton(icons::themed("view-refresh"), tr("&Try again")))
{
    auto *title = new QLabel(tr("Gatehouse cannot open the database"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    title->setFont(font);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto *other = new QPushButton(icons::themed("document-open"), tr("&Open database…"));
    connect(m_retry, &QPushButton::clicked, this, &DatabaseErrorPage::retryChosen);
    connect(other, &QPushButton::clicked, this, &DatabaseErrorPage::otherWanted);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_retry);
    buttons->addWidget(other);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(48, 48, 48, 48);
    layout->addWidget(title);
    layout->addWidget(m_text);
    layout->addLayout(buttons);
    layout->addStretch();
}

void DatabaseErrorPage::showError(const Error &error)
{
    m_text->setText(error.text);
    m_retry->setAccessibleDescription(error.text); // read out with the button, which has the focus
    m_retry->setFocus(Qt::OtherFocusReason);
}

}
