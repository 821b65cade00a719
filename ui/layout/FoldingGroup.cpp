#include "ui/layout/FoldingGroup.h"

#include <QBoxLayout>
#include <QGroupBox>
#include <QSettings>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace gatehouse {

FoldingGroup::FoldingGroup(const QString &title, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_setting(u"form/folded/"_s + name)
    , m_heading(new QToolButton)
    , m_content(new QGroupBox)
{
    m_heading->setText(title);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setAutoRaise(true);
    m_content->setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_content);
    connect(m_heading, &QToolButton::clicked, this, [this] {
        setUnfolded(m_content->isHidden());
        QSettings().setValue(m_setting, m_content->isHidden());
    });
    setUnfolded(!QSettings().value(m_setting).toBool());
}

QWidget *FoldingGroup::content() const
{
    return m_content;
}

void FoldingGroup::setUnfolded(bool unfolded)
{
    m_content->setVisible(unfolded);
    m_heading->setArrowType(unfolded ? Qt::DownArrow : Qt::RightArrow);
    m_heading->setAccessibleDescription(unfolded ? tr("Unfolded") : tr("Folded"));
}

}
