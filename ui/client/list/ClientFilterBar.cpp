#include "ui/client/list/ClientFilterBar.h"

#include "domain/ClientField.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int charactersOfSearch = 24;
constexpr int mostColumns = 8;

std::optional<bool> yesNoOf(const KeyComboBox &box)
{
    return box.key().isEmpty() ? std::nullopt : std::optional(box.key() == "yes"_L1);
}

}

ClientFilterBar::ClientFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
    , m_search(new LineEdit)
    , m_withProblems(new QCheckBox(tr("Has problem&s")))
    , m_withAcceptedRisks(new QCheckBox(tr("With accepted risks")))
    , m_withDrift(new QCheckBox(tr("Drifted")))
{
    m_layout->setContentsMargins({});
    m_search->setPlaceholderText(tr("Search client ID or title"));
    m_search->setAccessibleName(tr("Search client applications"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::themed("search"), QLineEdit::LeadingPosition);

    m_enabled = addFilter(tr("Enabled"), tr("Not enabled"), tr("Enabled"));
    m_grantType = addFilter(tr("Grant type"), {}, {});
    m_openId = addFilter(tr("OpenID Connect"), tr("Without OpenID Connect"), tr("With OpenID Connect"));
    m_api = addFilter(tr("API access"), tr("Without API access"), tr("With API access"));
    m_grantType->setItems(
        {{QString(), tr("Any grant type")},
         {grantTypeName(GrantType::ClientCredentials), grantTypeLabel(GrantType::ClientCredentials)},
         {grantTypeName(GrantType::AuthorizationCode), grantTypeLabel(GrantType::AuthorizationCode)}});
    m_withAcceptedRisks->setToolTip(m_withAcceptedRisks->text());
    m_withAcceptedRisks->setMinimumWidth(m_withAcceptedRisks->sizeHint().height()); // in a narrow window
    m_withDrift->setToolTip(tr("Not the same on a server when it was last compared"));
    m_withDrift->setMinimumWidth(m_withDrift->sizeHint().height());
    m_withDrift->hide();
    for (const KeyComboBox *box : {m_enabled, m_grantType, m_openId, m_api})
        m_boxesWidth += m_layout->horizontalSpacing() + box->sizeHint().width();
    arrange(Shape::OneLine);
    connect(m_search, &QLineEdit::textChanged, this, &ClientFilterBar::changed);
    connect(m_withProblems, &QCheckBox::toggled, this, &ClientFilterBar::changed);
    connect(m_withAcceptedRisks, &QCheckBox::toggled, this, &ClientFilterBar::changed);
    connect(m_withDrift, &QCheckBox::toggled, this, &ClientFilterBar::changed);
}

KeyComboBox *ClientFilterBar::addFilter(const QString &label, const QString &off, const QString &on)
{
    auto *box = new KeyComboBox(this);
    box->setToolTip(tr("Filter by %1").arg(label));
    // The text of the box says what it filters; a screen reader on X11 takes a combo box's name from its
    // label alone.
    auto *name = new QLabel(box->toolTip(), this);
    name->setBuddy(box);
    name->hide();
    box->setMinimumContentsLength(4);
    box->setItems({{QString(), tr("%1: any").arg(label)}, {u"yes"_s, on}, {u"no"_s, off}});
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &KeyComboBox::keyChosen, this, &ClientFilterBar::changed);
    return box;
}

void ClientFilterBar::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    arrange(shapeFor(width()));
    updateGeometry(); // at once, for whoever divides the room now
}

void ClientFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(shapeFor(width()));
}

/// In one line as long as nothing in it is cut.
ClientFilterBar::Shape ClientFilterBar::shapeFor(int width) const
{
    if (m_isNarrow)
        return Shape::Narrow;
    int needed = fontMetrics().averageCharWidth() * charactersOfSearch + m_boxesWidth;
    for (const QCheckBox *box : {m_withProblems, m_withAcceptedRisks, m_withDrift}) {
        if (!box->isHidden())
            needed += m_layout->horizontalSpacing() + box->sizeHint().width();
    }
    return width < needed ? Shape::TwoLines : Shape::OneLine;
}

void ClientFilterBar::arrange(Shape shape)
{
    if (m_shape == shape)
        return;
    m_shape = shape;
    const QList<KeyComboBox *> boxes{m_enabled, m_grantType, m_openId, m_api};
    const QList<QCheckBox *> switches{m_withProblems, m_withAcceptedRisks, m_withDrift};
    const bool isOneLine = shape == Shape::OneLine;
    for (KeyComboBox *box : boxes)
        box->setSizeAdjustPolicy(isOneLine ? QComboBox::AdjustToContents
                                           : QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const bool isNarrow = shape == Shape::Narrow;
    const int columns = isOneLine ? mostColumns : isNarrow ? 2 : 4;
    m_layout->addWidget(m_search, 0, 0, 1, isNarrow ? columns : 1);
    int place = isNarrow ? columns : 1;
    const auto add = [&](QWidget *part) {
        m_layout->addWidget(part, place / columns, place % columns);
        ++place;
    };
    // In two lines what is on or off stands behind the search, and what is chosen below.
    if (shape == Shape::TwoLines)
        std::ranges::for_each(switches, add);
    std::ranges::for_each(boxes, add);
    if (shape != Shape::TwoLines)
        std::ranges::for_each(switches, add);
    for (int column = 0; column < mostColumns; ++column)
        m_layout->setColumnStretch(column, column < columns && (column == 0 || !isOneLine));
}

store::ClientFilter ClientFilterBar::filter() const
{
    store::ClientFilter filter;
    filter.search = m_search->text().trimmed();
    filter.enabled = yesNoOf(*m_enabled);
    filter.grantType = grantTypeByName(m_grantType->key());
    filter.supportOpenId = yesNoOf(*m_openId);
    filter.supportApi = yesNoOf(*m_api);
    filter.withProblems = m_withProblems->isChecked();
    filter.withAcceptedRisks = m_withAcceptedRisks->isChecked();
    filter.withDrift = m_withDrift->isChecked();
    return filter;
}

void ClientFilterBar::setHasServers(bool hasServers)
{
    m_withDrift->setVisible(hasServers);
    if (!hasServers)
        m_withDrift->setChecked(false);
    arrange(shapeFor(width()));
}

void ClientFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

}
