"""比对购买的服务: choosing exports of vendors, and what came of the comparison."""
